import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { CatalogTables } from '../tables.ts';
import type { ChannelsTable } from './channel.tables.ts';

type Executor = Kysely<CatalogTables>;
/** With the code of its tree of categories. */
export type ChannelRow = Selectable<ChannelsTable> & { readonly taxonomy: string | null };

const withTaxonomy = sql<
  string | null
>`(select t.code from taxonomies t where t.id = channels.taxonomy_id)`.as('taxonomy');

/** In order of their codes. */
export function listChannels(
  db: Executor,
  page: { q?: string | undefined; after: string | null; limit: number },
): Promise<ChannelRow[]> {
  const { q, after, limit } = page;
  let query = db.selectFrom('channels').selectAll().select(withTaxonomy).orderBy('code').limit(limit);
  if (after !== null) query = query.where('code', '>', after);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(code ilike ${containing(q)} or exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findChannel = (db: Executor, code: string): Promise<ChannelRow | undefined> =>
  db.selectFrom('channels').selectAll().select(withTaxonomy).where('code', '=', code).executeTakeFirst();

export const lockChannel = (db: Executor, code: string): Promise<ChannelRow | undefined> =>
  db
    .selectFrom('channels')
    .selectAll()
    .select(withTaxonomy)
    .where('code', '=', code)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** Undefined when the code is taken. */
export const insertChannel = (
  db: Executor,
  channel: Insertable<ChannelsTable>,
): Promise<ChannelRow | undefined> =>
  db
    .insertInto('channels')
    .values(channel)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .returning(withTaxonomy)
    .executeTakeFirst();

export const updateChannel = (
  db: Executor,
  code: string,
  values: Updateable<ChannelsTable>,
): Promise<ChannelRow> =>
  db
    .updateTable('channels')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('code', '=', code)
    .returningAll()
    .returning(withTaxonomy)
    .executeTakeFirstOrThrow();

/** What families require for it goes with it. */
export async function deleteChannel(db: Executor, code: string): Promise<void> {
  await sql`
    update family_attributes set required_channels = array_remove(required_channels, ${code})
    where ${code} = any(required_channels)`.execute(db);
  await db.deleteFrom('channels').where('code', '=', code).execute();
}

export async function countChannelUses(
  db: Executor,
  code: string,
): Promise<{ products: number; families: number }> {
  const { rows } = await sql<{ products: number; families: number }>`
    select (select count(*)::int from (select distinct product_id from product_attributes where channel = ${code} limit ${COUNTED}) v) as products,
      (select count(distinct family_id)::int from family_attributes where ${code} = any(required_channels)) as families`.execute(
    db,
  );
  return rows[0]!;
}

export async function findTaxonomyId(db: Executor, code: string): Promise<string | undefined> {
  const row = await db.selectFrom('taxonomies').select('id').where('code', '=', code).executeTakeFirst();
  return row?.id;
}
