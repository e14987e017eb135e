import { useEffect, useState, type FormEvent } from 'react';
import type { ImportJob } from './import-types';
import { Problem } from './problem';
import { readAnswer } from './read-answer';
import type { Words } from './texts';

/** Whose file it is, and the file: it is stored and read, and nothing is changed yet. */
export function SourceForm(props: { words: Words; onStarted: (form: FormData, jobId: string) => void }) {
  const { words } = props;
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
      props.onStarted(form, await startPreview(form));
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void send(event)} className="flex max-w-xl flex-col gap-5">
      <label className="flex flex-col gap-1 text-sm font-medium">
        {words.file}
        <input
          type="file"
          name="file"
          required
          className="rounded-md border border-slate-400 bg-white p-2 text-base font-normal dark:border-slate-600 dark:bg-slate-900"
        />
        <span className="font-normal text-slate-600 dark:text-slate-400">{words.fileHint}</span>
      </label>
      <label className="flex flex-col gap-1 text-sm font-medium">
        {words.supplier}
        <input
          name="supplier"
          list="suppliers"
          required={!own}
          disabled={own}
          maxLength={200}
          autoComplete="off"
          className="rounded-md border border-slate-400 bg-white px-3 py-2 text-base font-normal disabled:opacity-60 dark:border-slate-600 dark:bg-slate-900"
        />
        <datalist id="suppliers">
          {suppliers.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" checked={own} onChange={(event) => setOwn(event.target.checked)} />
        {words.own}
      </label>
      {problem && <Problem error={problem} words={words} />}
      <button
        type="submit"
        disabled={busy}
        className="self-start rounded-md bg-blue-700 px-4 py-2 font-medium text-white hover:bg-blue-800 disabled:opacity-60"
      >
        {busy ? words.sending : words.look}
      </button>
    </form>
  );
}

/** @returns the id of the job that plans the file */
export async function startPreview(form: FormData): Promise<string> {
  const job = await readAnswer<ImportJob>('/api/v1/imports', { method: 'POST', body: form });
  return job.id;
}
