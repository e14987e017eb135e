import type { DomainManifest } from '../platform/domain.ts';

/** db_core: accounts, permissions, settings and sagas. No table is in use yet: the database holds its queue. */
export const coreDomain: DomainManifest<Record<never, never>> = {
  name: 'core',
  tables: {},
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [],
  schedules: [],
};
