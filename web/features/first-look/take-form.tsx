import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { sendOnce } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Input } from '../../ui/input';
import type { Look, LookFile } from './look-types';
import { Link } from '../../ui/link';

interface Choice {
  readonly taken: boolean;
  readonly supplier: string;
}

/** Each file becomes an import of a supplier of its own; what was looked at is what is imported. */
export function TakeForm({ look }: { look: Look }) {
  const t = useTranslations('firstLook');
  const client = useQueryClient();
  const { busy, problem, run } = useAction();
  const [changes, setChanges] = useState<Readonly<Record<number, Partial<Choice>>>>({});
  const readable = look.files.filter(({ findings }) => findings !== null);
  const choiceOf = ({ position, supplier }: LookFile): Choice => ({
    taken: true,
    supplier,
    ...changes[position],
  });
  const open = readable.filter(({ importId }) => importId === null);
  const chosen = open.filter((file) => choiceOf(file).taken);
  const change = ({ position }: LookFile, values: Partial<Choice>): void =>
    setChanges({ ...changes, [position]: { ...changes[position], ...values } });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void run(async () => {
      const files = chosen.map((file) => ({
        position: file.position,
        supplier: choiceOf(file).supplier.trim(),
      }));
      const after = await sendOnce<Look>(`/api/v1/first-looks/${look.id}/imports`, { files });
      client.setQueryData(['first-looks', look.id], after);
      await client.invalidateQueries({ queryKey: ['imports'] });
    });
  };
  if (readable.length === 0) return null;
  return (
    <section id="take" className="flex scroll-mt-4 flex-col gap-3">
      <h2 className="text-base font-medium">{t('takeTitle')}</h2>
      {open.length > 0 && <p className="text-muted-foreground">{t('takeHint')}</p>}
      <form onSubmit={send} className="flex flex-col gap-4">
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {readable.map((file) => (
            <li key={file.position} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <TakeLine file={file} choice={choiceOf(file)} onChange={(values) => change(file, values)} />
            </li>
          ))}
        </ul>
        {problem && <Problem error={problem} />}
        {open.length > 0 && (
          <Button type="submit" size="lg" disabled={busy || chosen.length === 0} className="self-start">
            {t('take')}
          </Button>
        )}
      </form>
    </section>
  );
}

function TakeLine(props: { file: LookFile; choice: Choice; onChange: (values: Partial<Choice>) => void }) {
  const { file, choice, onChange } = props;
  const t = useTranslations('firstLook');
  if (file.importId)
    return (
      <>
        <span className="min-w-0 flex-1 basis-40 truncate">{file.name}</span>
        <span>{file.supplier}</span>
        <Link href={`/imports/${file.importId}`} className="underline underline-offset-4">
          {t('seeImport')}
        </Link>
      </>
    );
  return (
    <>
      <label className="flex min-w-0 flex-1 basis-40 items-center gap-2">
        <input
          type="checkbox"
          checked={choice.taken}
          onChange={({ target }) => onChange({ taken: target.checked })}
        />
        <span className="truncate">{file.name}</span>
      </label>
      <Input
        aria-label={t('supplierOf', { name: file.name })}
        required={choice.taken}
        disabled={!choice.taken}
        maxLength={200}
        value={choice.supplier}
        onChange={({ target }) => onChange({ supplier: target.value })}
        className="max-w-72"
      />
    </>
  );
}
