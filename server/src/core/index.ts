export { createAccounts, type Accounts } from './accounts.ts';
export { coreDomain } from './domain.ts';
export type { CoreTables } from './tables.ts';
