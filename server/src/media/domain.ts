import type { DomainManifest } from '../platform/domain.ts';

/** db_media: files of pictures and documents. No table is in use yet: the database holds its queue. */
export const mediaDomain: DomainManifest<Record<never, never>> = {
  name: 'media',
  tables: {},
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [],
  schedules: [],
};
