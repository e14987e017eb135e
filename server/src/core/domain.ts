import type { DomainManifest } from '../platform/domain.ts';
import type { CoreTables } from './tables.ts';

/** db_core: who there is and what each may do. */
export const coreDomain: DomainManifest<CoreTables> = {
  name: 'core',
  tables: {
    users: true,
    roles: true,
    permissions: true,
    role_permissions: true,
    user_roles: true,
    sessions: true,
    refresh_tokens: true,
    one_time_tokens: true,
    login_attempts: true,
    api_keys: true,
  },
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [],
  schedules: [],
};
