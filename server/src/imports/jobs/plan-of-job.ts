import type { ChangeSetRun, ChangeSetService } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { ImportJobRow } from './import-job.queries.ts';

/** @throws AppError `imports.state` where the job has not come as far as a plan */
export async function planOf(job: ImportJobRow, changeSets: ChangeSetService): Promise<ChangeSetRun> {
  const run = job.plan_id ? await changeSets.reopen(job.plan_id) : null;
  if (run) return run;
  throw new AppError('imports.state', {
    message: `The import is ${job.status}; it has no plan yet`,
    params: { status: job.status },
  });
}
