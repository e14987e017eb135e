import { sql, type Kysely } from 'kysely';
import type { CoreTables } from '../tables.ts';

type Executor = Kysely<CoreTables>;

export interface StoredSettings {
  readonly values: Readonly<Record<string, unknown>>;
  readonly version: number;
}

/** Writes wait for each other, so that the version counts every one; reads do not. */
export async function lockSettings(transaction: Executor): Promise<void> {
  await sql`lock table app_settings in share row exclusive mode`.execute(transaction);
}

export async function readSettings(db: Executor): Promise<StoredSettings> {
  const rows = await db.selectFrom('app_settings').select(['key', 'value', 'version']).execute();
  return {
    values: Object.fromEntries(rows.map(({ key, value }) => [key, value])),
    version: Math.max(0, ...rows.map((row) => row.version)),
  };
}

export async function writeSettings(
  transaction: Executor,
  values: Readonly<Record<string, unknown>>,
  version: number,
): Promise<void> {
  const rows = Object.entries(values).map(([key, value]) => ({ key, value: JSON.stringify(value), version }));
  if (rows.length === 0) return;
  await transaction
    .insertInto('app_settings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        value: sql`excluded.value`,
        version: sql`excluded.version`,
        updated_at: sql`now()`,
      }),
    )
    .execute();
}

/** Values of the first start; another process may write them at the same moment. */
export async function addMissingSettings(
  db: Executor,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const rows = Object.entries(values).map(([key, value]) => ({
    key,
    value: JSON.stringify(value),
    version: 1,
  }));
  await db
    .insertInto('app_settings')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
