import type { AccountTables } from './accounts/account.tables.ts';

/** Rows of db_core, declared beside what they belong to. */
export interface CoreTables extends AccountTables {}
