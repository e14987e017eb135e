import { useFormatter, useTranslations } from 'use-intl';
import type { ImportJob } from './import-types';

/** The books of a job: what became, or would become, of every row that was read. */
export function RowCounts({ job }: { job: ImportJob }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {Object.entries(job.rows ?? {})
        .filter(([name, count]) => count > 0 || name === 'read')
        .map(([name, count]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-sm text-muted-foreground">{t(`rows.${name as 'read'}`)}</dt>
            <dd className="text-2xl font-semibold tabular-nums">{format.number(count)}</dd>
          </div>
        ))}
    </dl>
  );
}
