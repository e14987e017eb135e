import { useEffect, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Input } from '../../ui/input';
import type { ImportJob } from './import-types';

/** Whose file it is, and the file: it is stored and read, and nothing is changed yet. */
export function SourceForm(props: { onStarted: (jobId: string) => void }) {
  const t = useTranslations('imports');
  const [suppliers, setSuppliers] = useState<readonly string[]>([]);
  const [own, setOwn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);

  useEffect(() => {
    readAnswer<{ items: { name: string }[] }>('/api/v1/suppliers').then(
      ({ items }) => setSuppliers(items.map(({ name }) => name)),
      // Names to choose from are a help; one can be written without them.
      () => undefined,
    );
  }, []);

  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (own) form.delete('supplier');
    form.set('own', String(own));
    form.set('mode', 'preview');
    setBusy(true);
    setProblem(null);
    try {
      const job = await readAnswer<ImportJob>('/api/v1/imports', { method: 'POST', body: form });
      props.onStarted(job.id);
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void send(event)} className="flex max-w-xl flex-col gap-5">
      <label className="flex flex-col gap-1 text-sm font-medium">
        {t('file')}
        <Input type="file" name="file" required className="h-auto p-2" />
        <span className="font-normal text-muted-foreground">{t('fileHint')}</span>
      </label>
      <label className="flex flex-col gap-1 text-sm font-medium">
        {t('supplier')}
        <Input
          name="supplier"
          list="suppliers"
          required={!own}
          disabled={own}
          maxLength={200}
          autoComplete="off"
        />
        <datalist id="suppliers">
          {suppliers.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" checked={own} onChange={(event) => setOwn(event.target.checked)} />
        {t('own')}
      </label>
      {problem && <Problem error={problem} />}
      <Button type="submit" disabled={busy} size="lg" className="self-start">
        {busy ? t('sending') : t('look')}
      </Button>
    </form>
  );
}
