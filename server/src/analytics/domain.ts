import type { DomainManifest } from '../platform/domain.ts';

/** db_analytics: metrics and dashboards. No table is in use yet: the database holds its queue. */
export const analyticsDomain: DomainManifest<Record<never, never>> = {
  name: 'analytics',
  tables: {},
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [],
  schedules: [],
};
