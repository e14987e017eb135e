import type { Language } from '../health/texts';
import type { ImportJob } from './import-types';
import { texts } from './texts';

/** The books of a job: what became, or would become, of every row that was read. */
export function RowCounts({ job, language }: { job: ImportJob; language: Language }) {
  const words = texts[language];
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {Object.entries(job.rows ?? {})
        .filter(([name, count]) => count > 0 || name === 'read')
        .map(([name, count]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-sm text-slate-600 dark:text-slate-400">
              {words.rows[name as keyof typeof words.rows] ?? name}
            </dt>
            <dd className="text-2xl font-semibold tabular-nums">{count.toLocaleString(language)}</dd>
          </div>
        ))}
    </dl>
  );
}
