import { useCallback, useEffect, useState } from 'react';
import type { Language } from '../health/texts';
import { Differences } from './differences';
import type { ImportJob, PlannedRow, PlanPage } from './import-types';
import { Problem } from './problem';
import { readAnswer, sendOnce } from './read-answer';
import { RowCounts } from './row-counts';
import { texts } from './texts';

const kinds = ['', 'create', 'update', 'review', 'moved'] as const;
const PAGE = 50;

/** What the file would change, before it changes it: all of it, some rows left out, or nothing. */
export function PlanReview(props: { job: ImportJob; language: Language; onDecided: () => Promise<void> }) {
  const { job, language } = props;
  const words = texts[language];
  const [kind, setKind] = useState<(typeof kinds)[number]>('');
  const [rows, setRows] = useState<readonly PlannedRow[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [excluded, setExcluded] = useState<ReadonlySet<number>>(new Set());
  const [problem, setProblem] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);

  const readPage = useCallback(
    (cursor: string | null): Promise<PlanPage> =>
      readAnswer<PlanPage>(
        `/api/v1/imports/${job.id}/plan?limit=${PAGE}${kind && `&kind=${kind}`}${cursor ? `&cursor=${cursor}` : ''}`,
      ),
    [job.id, kind],
  );
  useEffect(() => {
    let ended = false;
    readPage(null).then((page) => {
      if (ended) return;
      setRows(page.items);
      setNext(page.nextCursor);
    }, setProblem);
    return () => {
      ended = true;
    };
  }, [readPage]);

  const more = async (): Promise<void> => {
    const page = await readPage(next);
    setRows([...rows, ...page.items]);
    setNext(page.nextCursor);
  };
  const decide = async (path: string, body: object): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await sendOnce(`/api/v1/imports/${job.id}/${path}`, body);
      await props.onDecided();
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  };
  const confirm = (): Promise<void> =>
    decide('confirm', {
      planId: job.operationId,
      ...(excluded.size > 0 ? { exclude: { lines: [...excluded] } } : {}),
    });

  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-lg font-medium">{words.plan}</h2>
      {job.guard.map(({ code, message }) => (
        <p
          key={code}
          className="rounded-lg border border-amber-400 bg-amber-50 px-4 py-3 text-sm text-amber-950 dark:border-amber-700 dark:bg-amber-950 dark:text-amber-100"
        >
          {message}
        </p>
      ))}
      <RowCounts job={job} language={language} />
      {problem && <Problem error={problem} words={words} />}
      <div className="flex gap-3">
        <button
          type="button"
          disabled={busy}
          onClick={() => void confirm()}
          className="rounded-md bg-blue-700 px-4 py-2 font-medium text-white hover:bg-blue-800 disabled:opacity-60"
        >
          {words.confirm}
        </button>
        <button
          type="button"
          disabled={busy}
          onClick={() => void decide('cancel', {})}
          className="rounded-md border border-slate-400 px-4 py-2 font-medium hover:bg-slate-100 disabled:opacity-60 dark:border-slate-600 dark:hover:bg-slate-800"
        >
          {words.cancel}
        </button>
      </div>
      <label className="flex items-center gap-2 text-sm">
        {words.show}
        <select
          value={kind}
          onChange={(event) => setKind(event.target.value as (typeof kinds)[number])}
          className="rounded-md border border-slate-400 bg-white px-2 py-1 dark:border-slate-600 dark:bg-slate-900"
        >
          {kinds.map((name) => (
            <option key={name} value={name}>
              {words.kinds[name || 'all']}
            </option>
          ))}
        </select>
      </label>
      <Differences rows={rows} excluded={excluded} onExclude={setExcluded} words={words} />
      {next && (
        <button
          type="button"
          onClick={() => void more().catch(setProblem)}
          className="self-start text-sm underline underline-offset-4"
        >
          {words.more}
        </button>
      )}
    </section>
  );
}
