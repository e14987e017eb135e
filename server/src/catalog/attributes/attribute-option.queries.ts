import { sql, type Insertable, type Selectable } from 'kysely';
import { containing } from '../definitions/list-page.ts';
import { COUNTED } from '../definitions/definition-errors.ts';
import type { Executor } from './attribute.queries.ts';
import type { AttributeOptionsTable } from './attribute.tables.ts';

export type OptionRow = Selectable<AttributeOptionsTable>;

/** In order of their positions. */
export function listOptions(
  db: Executor,
  attribute: string,
  page: { q?: string | undefined; after: readonly string[] | null; limit: number },
): Promise<OptionRow[]> {
  const { q, after, limit } = page;
  let query = db
    .selectFrom('attribute_options')
    .selectAll()
    .where('attribute_code', '=', attribute)
    .orderBy('position')
    .orderBy('code')
    .limit(limit);
  if (after !== null)
    query = query.where(sql<boolean>`(position, code) > (${Number(after[0])}::integer, ${after[1]}::text)`);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(code ilike ${containing(q)} or exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findOption = (db: Executor, attribute: string, code: string): Promise<OptionRow | undefined> =>
  db
    .selectFrom('attribute_options')
    .selectAll()
    .where('attribute_code', '=', attribute)
    .where('code', '=', code)
    .executeTakeFirst();

/** Undefined when the code is taken. */
export const insertOption = (
  db: Executor,
  option: Insertable<AttributeOptionsTable>,
): Promise<OptionRow | undefined> =>
  db
    .insertInto('attribute_options')
    .values(option)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export const updateOption = (
  db: Executor,
  { attribute_code, code }: Pick<OptionRow, 'attribute_code' | 'code'>,
  values: { labels: string; position: number },
): Promise<OptionRow | undefined> =>
  db
    .updateTable('attribute_options')
    .set(values)
    .where('attribute_code', '=', attribute_code)
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirst();

export async function deleteOption(db: Executor, attribute: string, code: string): Promise<void> {
  await db
    .deleteFrom('attribute_options')
    .where('attribute_code', '=', attribute)
    .where('code', '=', code)
    .execute();
}

/** Products that have the option, alone or among others. */
export async function countOptionUses(db: Executor, attribute: string, code: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select distinct product_id from product_attributes a
      where a.values -> ${attribute} @> to_jsonb(${code}::text) limit ${COUNTED}) v`.execute(db);
  return rows[0]!.n;
}
