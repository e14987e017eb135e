import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { sendOnce } from '../../api/read-answer';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import type { ImportJob } from './import-types';
import { RowCounts } from './row-counts';
import { useCauseName } from './use-names';
import { Link } from '../../ui/link';

/** How an import ended, what was wrong in its rows, and the way back. */
export function Report(props: { job: ImportJob; onChanged: () => Promise<void> }) {
  const { job } = props;
  const t = useTranslations('imports');
  const format = useFormatter();
  const causeName = useCauseName();
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
      <RowCounts job={job} />
      {job.errors.length > 0 && (
        <>
          <h2 className="text-base font-medium">{t('errors')}</h2>
          <ul className="flex flex-col gap-1 text-sm">
            {job.errors.map(({ cause, count, example }) => (
              <li key={cause}>
                <span className="tabular-nums">{format.number(count)}</span> × {causeName(cause)} ·{' '}
                {t('line')} {example.line}
                {example.header && `, ${example.header}`}
                {example.value !== null && `: “${example.value}”`}
              </li>
            ))}
          </ul>
          <a
            href={`/api/v1/imports/${job.id}/errors.csv`}
            download
            className="self-start underline underline-offset-4"
          >
            {t('errorsFile')}
          </a>
        </>
      )}
      {job.warnings.length > 0 && (
        <ul className="text-sm text-muted-foreground">
          {job.warnings.map(({ code, count }) => (
            <li key={code}>
              {format.number(count)} × {causeName(code)}
            </li>
          ))}
        </ul>
      )}
      {problem && <Problem error={problem} />}
      <div className="flex gap-3">
        {undoable && (
          <Button variant="outline" disabled={busy} onClick={() => void undo()}>
            {t('undo')}
          </Button>
        )}
        <Button asChild>
          <Link href="/imports/new">{t('another')}</Link>
        </Button>
      </div>
    </section>
  );
}
