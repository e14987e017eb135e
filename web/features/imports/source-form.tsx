import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Button } from '../../ui/button';
import { Input } from '../../ui/input';
import { SupplierProblem } from '../suppliers/supplier-problem';
import { useSuppliers } from '../suppliers/use-suppliers';
import type { ImportJob } from './import-types';

/** Said of a supplier that the API did not know: which one it is, or that it is new. */
interface Answer {
  readonly supplier?: string;
  readonly createSupplier?: boolean;
}

/** Whose file it is, and the file: it is stored and read, and nothing is changed yet. */
export function SourceForm(props: { onStarted: (jobId: string) => void }) {
  const t = useTranslations('imports');
  const form = useRef<HTMLFormElement>(null);
  // Names to choose from are a help; one can be written without them.
  const { data: suppliers = [] } = useSuppliers();
  const [supplier, setSupplier] = useState('');
  const [own, setOwn] = useState(false);
  const { busy, problem, run } = useAction();

  const send = (answer: Answer = {}): Promise<void> =>
    run(async () => {
      const body = new FormData(form.current!);
      if (own) body.delete('supplier');
      else if (answer.supplier) body.set('supplier', answer.supplier);
      if (answer.createSupplier) body.set('createSupplier', 'true');
      body.set('own', String(own));
      body.set('mode', 'preview');
      const job = await readAnswer<ImportJob>('/api/v1/imports', { method: 'POST', body });
      props.onStarted(job.id);
    });
  const choose = (name: string): void => {
    setSupplier(name);
    void send({ supplier: name });
  };

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      className="flex max-w-xl flex-col gap-5"
    >
      <label className="flex flex-col gap-1 text-sm font-medium">
        {t('file')}
        <Input type="file" name="file" required className="h-auto! p-2!" />
        <span className="font-normal text-muted-foreground">{t('fileHint')}</span>
      </label>
      <label className="flex flex-col gap-1 text-sm font-medium">
        {t('supplier')}
        <Input
          name="supplier"
          list="suppliers"
          value={supplier}
          onChange={({ target }) => setSupplier(target.value)}
          required={!own}
          disabled={own}
          maxLength={200}
          autoComplete="off"
        />
        <datalist id="suppliers">
          {suppliers.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" checked={own} onChange={(event) => setOwn(event.target.checked)} />
        {t('own')}
      </label>
      {problem && (
        <SupplierProblem
          error={problem}
          busy={busy}
          onChoose={choose}
          onCreate={(name) => void send({ supplier: name, createSupplier: true })}
        />
      )}
      <Button type="submit" disabled={busy} size="lg" className="self-start">
        {busy ? t('sending') : t('look')}
      </Button>
    </form>
  );
}
