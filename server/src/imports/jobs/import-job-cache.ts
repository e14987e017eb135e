import type { Cache } from '../../platform/cache/cache.ts';
import { jsonCodec, reviveTimes } from '../../platform/cache/codecs.ts';
import type { ImportFileRow, ImportJobRow } from './import-job.queries.ts';

export interface ImportJobWithFile {
  readonly job: ImportJobRow;
  readonly file: ImportFileRow;
}

const revive = ({ job, file }: ImportJobWithFile): ImportJobWithFile => ({
  job: reviveTimes(job),
  file: reviveTimes(file),
});

/** Jobs as their row is, by id: pages ask for a running one once a second each. */
export function createImportJobCache(cache: Cache) {
  const jobs = cache.region<ImportJobWithFile>('import_jobs', jsonCodec(revive));
  return {
    read: (id: string, load: () => Promise<ImportJobWithFile>) => jobs.read(id.toLowerCase(), load),
    forget: (id: string): void => cache.forget({ type: 'import_jobs', key: id }),
  };
}

export type ImportJobCache = ReturnType<typeof createImportJobCache>;
