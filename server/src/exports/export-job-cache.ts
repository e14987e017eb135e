import type { Cache } from '../platform/cache/cache.ts';
import { jsonCodec, reviveTimes } from '../platform/cache/codecs.ts';
import type { ExportJobRow } from './export-job.queries.ts';

/** Jobs as their row is, by id. */
export function createExportJobCache(cache: Cache) {
  const jobs = cache.region<ExportJobRow>('export_jobs', jsonCodec(reviveTimes));
  return {
    read: (id: string, load: () => Promise<ExportJobRow>) => jobs.read(id.toLowerCase(), load),
    forget: (id: string): void => cache.forget({ type: 'export_jobs', key: id }),
  };
}

export type ExportJobCache = ReturnType<typeof createExportJobCache>;
