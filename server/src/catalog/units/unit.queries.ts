import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import { containing } from '../definitions/list-page.ts';
import type { CatalogTables } from '../tables.ts';
import type { UnitsTable } from './unit.tables.ts';

type Executor = Kysely<CatalogTables>;
export type UnitRow = Selectable<UnitsTable>;

/** In order of family and code. */
export function listUnits(
  db: Executor,
  page: {
    q?: string | undefined;
    family?: string | undefined;
    after: readonly string[] | null;
    limit: number;
  },
): Promise<UnitRow[]> {
  const { q, family, after, limit } = page;
  let query = db.selectFrom('units').selectAll().orderBy('family').orderBy('code').limit(limit);
  if (after !== null)
    query = query.where(sql<boolean>`(family, code) > (${after[0]}::text, ${after[1]}::text)`);
  if (family !== undefined) query = query.where('family', '=', family);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(code ilike ${containing(q)} or symbol ilike ${containing(q)} or exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findUnit = (db: Executor, code: string): Promise<UnitRow | undefined> =>
  db.selectFrom('units').selectAll().where('code', '=', code).executeTakeFirst();

export const lockUnit = (db: Executor, code: string): Promise<UnitRow | undefined> =>
  db.selectFrom('units').selectAll().where('code', '=', code).forNoKeyUpdate().executeTakeFirst();

/** Undefined when the code is taken. */
export const insertUnit = (db: Executor, unit: Insertable<UnitsTable>): Promise<UnitRow | undefined> =>
  db
    .insertInto('units')
    .values(unit)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export const updateUnit = (db: Executor, code: string, values: Updateable<UnitsTable>): Promise<UnitRow> =>
  db
    .updateTable('units')
    .set({ ...values, updated_at: sql`now()` })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function deleteUnit(db: Executor, code: string): Promise<void> {
  await db.deleteFrom('units').where('code', '=', code).execute();
}

/** Measures of a unit's family, of which any value may have it. */
export async function countMeasures(db: Executor, family: string): Promise<number> {
  const { n } = await db
    .selectFrom('attributes')
    .select(sql<number>`count(*)::int`.as('n'))
    .where(sql<boolean>`rules ->> 'unitFamily' = ${family}`)
    .executeTakeFirstOrThrow();
  return n;
}
