import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Alert } from '../../ui/alert';
import { ReviewRows } from '../review/review-rows';
import { useReviewRows } from '../review/use-review';
import { GuardFindings } from './guard-findings';
import { awaitsDecision, hasRowsToDecide, isRunning, type ImportJob } from './import-types';
import { MappingTable } from './mapping-table';
import { PlanReview } from './plan-review';
import { Report } from './report';
import { StatusBadge } from './status-badge';
import { useFailureText } from './use-names';

/** What an import is at: running, waiting for a decision, or at its end. */
export function JobSteps({ job }: { job: ImportJob }) {
  const t = useTranslations('imports');
  const failureText = useFailureText();
  const client = useQueryClient();
  const undecided = hasRowsToDecide(job);
  // What stands below the rows comes with them: how high they are, nobody knows before.
  const awaitsRows = useReviewRows(job.id, undecided).isPending && undecided;
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['imports'] });
  return (
    <>
      <section aria-live="polite" className="flex flex-col gap-2">
        <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">
          {job.file.name}
          {job.supplier && ` · ${job.supplier.name}`}
        </h1>
        <div>
          <StatusBadge job={job} />
        </div>
        {isRunning(job) && (
          <progress
            value={job.progress}
            max={1}
            aria-label={t('progress')}
            className="h-2 w-full accent-primary"
          />
        )}
      </section>
      {job.failure && (
        <Alert variant="bad">
          {failureText(job.failure)} {t('failedNote')}
        </Alert>
      )}
      {undecided && <ReviewRows importId={job.id} onDecided={refresh} />}
      {awaitsDecision(job) && (
        <>
          <GuardFindings findings={job.guard} />
          <MappingTable job={job} />
          <PlanReview job={job} onDecided={refresh} />
        </>
      )}
      {!isRunning(job) && !awaitsDecision(job) && !awaitsRows && <Report job={job} onChanged={refresh} />}
    </>
  );
}
