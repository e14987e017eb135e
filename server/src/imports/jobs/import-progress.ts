import type { Kysely } from 'kysely';
import { noteProgress } from './import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

export interface ImportProgress {
  readonly step: 'detecting' | 'staging' | 'planning' | 'applying' | 'done';
  /** 0 to 1 over the whole job. */
  readonly progress: number;
  readonly rows: number;
}

/** An import of a usual file takes a second: less often, nobody would see how far it came before it was killed. */
const SAVE_EVERY_MS = 100;

/** Progress for the terminal at once, for the job's row ten times a second. */
export function createReporter(
  db: Kysely<ImportsTables>,
  jobId: string,
  onProgress: (progress: ImportProgress) => void,
  onCancel: () => void,
  onPause: () => void,
) {
  let savedAt = 0;
  let saving: Promise<void> = Promise.resolve();
  return {
    step(step: ImportProgress['step'], progress: number, rows: number): void {
      onProgress({ step, progress, rows });
      if (Date.now() - savedAt < SAVE_EVERY_MS || step === 'done') return;
      savedAt = Date.now();
      saving = saving
        .then(() => noteProgress(db, jobId, { progress }))
        .then((row) =>
          row?.cancel_requested_at ? onCancel() : row?.status === 'paused' ? onPause() : undefined,
        )
        .catch(() => undefined);
    },
    flush: () => saving,
  };
}
