import { useState } from 'react';
import type { Language } from '../health/texts';
import type { ImportJob } from './import-types';
import { Problem } from './problem';
import { sendOnce } from './read-answer';
import { RowCounts } from './row-counts';
import { texts } from './texts';

/** How an import ended, what was wrong in its rows, and the way back. */
export function Report(props: {
  job: ImportJob;
  language: Language;
  onChanged: () => Promise<void>;
  onAnother: () => void;
}) {
  const { job, language } = props;
  const words = texts[language];
  const [problem, setProblem] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const undo = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await sendOnce(`/api/v1/imports/${job.id}/undo`, {});
      await props.onChanged();
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  };
  const undoable = job.status.startsWith('completed');
  return (
    <section className="flex flex-col gap-4">
      <RowCounts job={job} language={language} />
      {job.errors.length > 0 && (
        <>
          <h2 className="text-lg font-medium">{words.errors}</h2>
          <ul className="flex flex-col gap-1 text-sm">
            {job.errors.map(({ cause, count, example }) => (
              <li key={cause}>
                <span className="tabular-nums">{count.toLocaleString(language)}</span> × {cause} ·{' '}
                {words.line} {example.line}
                {example.header && `, ${example.header}`}
                {example.value !== null && `: “${example.value}”`}
              </li>
            ))}
          </ul>
        </>
      )}
      {job.warnings.length > 0 && (
        <ul className="text-sm text-slate-600 dark:text-slate-400">
          {job.warnings.map(({ code, count }) => (
            <li key={code}>
              {count.toLocaleString(language)} × {code}
            </li>
          ))}
        </ul>
      )}
      {problem && <Problem error={problem} words={words} />}
      <div className="flex gap-3">
        {undoable && (
          <button
            type="button"
            disabled={busy}
            onClick={() => void undo()}
            className="rounded-md border border-slate-400 px-4 py-2 font-medium hover:bg-slate-100 disabled:opacity-60 dark:border-slate-600 dark:hover:bg-slate-800"
          >
            {words.undo}
          </button>
        )}
        <button
          type="button"
          onClick={props.onAnother}
          className="rounded-md bg-blue-700 px-4 py-2 font-medium text-white hover:bg-blue-800"
        >
          {words.another}
        </button>
      </div>
    </section>
  );
}
