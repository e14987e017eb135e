import { sql, type Kysely, type Selectable } from 'kysely';
import type { Statements } from '../../platform/databases/transactions.ts';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { CatalogTables } from '../tables.ts';
import type { StockLocationsTable } from './stock.tables.ts';

type Executor = Kysely<CatalogTables>;
export type StockLocationRow = Selectable<StockLocationsTable>;
type Values = Pick<StockLocationRow, 'name' | 'supplier_id'>;

/** In order of their codes. */
export function listLocations(
  db: Executor,
  page: {
    q?: string | undefined;
    supplierId?: string | undefined;
    after: string | null;
    limit: number;
  },
): Promise<StockLocationRow[]> {
  const { q, supplierId, after, limit } = page;
  let query = db.selectFrom('stock_locations').selectAll().orderBy('code').limit(limit);
  if (after !== null) query = query.where('code', '>', after);
  if (supplierId !== undefined) query = query.where('supplier_id', '=', supplierId);
  if (q !== undefined)
    query = query.where(sql<boolean>`(code ilike ${containing(q)} or name ilike ${containing(q)})`);
  return query.execute();
}

export const findLocation = (db: Executor, code: string): Promise<StockLocationRow | undefined> =>
  db.selectFrom('stock_locations').selectAll().where('code', '=', code).executeTakeFirst();

export const lockLocation = (db: Executor, code: string): Promise<StockLocationRow | undefined> =>
  db.selectFrom('stock_locations').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();

/** Undefined when the code is taken. */
export const insertLocation = (
  db: Executor,
  location: Values & { code: string },
): Promise<StockLocationRow | undefined> =>
  db
    .insertInto('stock_locations')
    .values(location)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export const updateLocation = (db: Executor, code: string, values: Values): Promise<StockLocationRow> =>
  db
    .updateTable('stock_locations')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function deleteLocation(db: Executor, code: string): Promise<void> {
  await db.deleteFrom('stock_locations').where('code', '=', code).execute();
}

/** Products that have a stock there; read without an index, which every import would pay for. */
export async function countStocks(db: Executor, code: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from product_stocks where location = ${code} limit ${COUNTED}) s`.execute(
    db,
  );
  return rows[0]!.n;
}

/** Makes the places that stocks name and nobody defined. */
export async function noteLocations(db: Statements, codes: readonly string[]): Promise<void> {
  await db.query(
    'insert into stock_locations (code, name) select distinct c, c from unnest($1::text[]) as c order by c on conflict do nothing',
    [codes],
  );
}

export interface PlacedStock {
  readonly location: string;
  readonly name: string;
  /** Whose stock it is; null: our own. */
  readonly supplierId: string | null;
  readonly quantity: string;
  readonly updatedAt: Date;
}

/** What a supplier says he has, by one of his offers. */
export interface OfferedStock {
  readonly offerId: string;
  readonly supplierId: string;
  readonly supplier: string;
  readonly supplierReference: string | null;
  readonly quantity: string;
  readonly leadTimeDays: number | null;
  readonly updatedAt: Date;
}

export async function listPlacedStocks(db: Statements, productId: string): Promise<PlacedStock[]> {
  const { rows } = await db.query<PlacedStock & Record<string, unknown>>(
    `select x.location, coalesce(l.name, x.location) as name, l.supplier_id as "supplierId", x.quantity::text, x.updated_at as "updatedAt"
     from product_stocks x left join stock_locations l on l.code = x.location where x.product_id = $1 order by x.location`,
    [productId],
  );
  return rows;
}

/** Of offers that have not ended. */
export async function listOfferedStocks(db: Statements, productId: string): Promise<OfferedStock[]> {
  const { rows } = await db.query<OfferedStock & Record<string, unknown>>(
    `select o.id as "offerId", o.supplier_id as "supplierId", s.name as supplier, o.supplier_reference as "supplierReference",
       o.stock::text as quantity, o.lead_time_days as "leadTimeDays", o.updated_at as "updatedAt"
     from supplier_products o join suppliers s on s.id = o.supplier_id
     where o.product_id = $1 and o.stock is not null and o.ended_at is null order by s.priority, s.name, o.supplier_reference`,
    [productId],
  );
  return rows;
}
