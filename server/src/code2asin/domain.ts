import type { DomainManifest } from '../platform/domain.ts';

/** db_code2asin: conversions of GTINs to ASINs. No table is in use yet: the database holds its queue. */
export const code2asinDomain: DomainManifest<Record<never, never>> = {
  name: 'code2asin',
  tables: {},
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [],
  schedules: [],
};
