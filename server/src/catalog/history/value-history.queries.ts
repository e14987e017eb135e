import type { QueryResultRow } from 'pg';
import type { Executor } from '../products/product.queries.ts';

/** Whose values: a product's of some fields, or one of its offers'. */
export interface ValueSubject {
  readonly productId: string;
  /** Null: the product's own. */
  readonly offerId: string | null;
  /** Regular expression of the names of its fields. */
  readonly fields: string;
}

export interface ValueChange {
  /** To the microsecond, as history has it. */
  readonly at: string;
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly operationId: string;
  readonly cause: string;
  readonly supplier: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly by: string;
}

export interface ValuePage {
  readonly from: string | null;
  readonly to: string | null;
  /** Place and field of the last change shown. */
  readonly after: readonly [at: string, field: string] | null;
  readonly limit: number;
}

const moment = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const columns = `${moment('f.at')} as at, f.change_set_id as "operationId", c.kind as cause, s.name as supplier,
  c.source_name as file, f.line, c.actor as by`;
const causes = 'join change_sets c on c.id = f.change_set_id left join suppliers s on s.id = c.supplier_id';
const ofSubject = `f.product_id = $1 and ($2::uuid is null or f.offer_id = $2)`;

/** Newest first, by the index on product and time: one page of a product that changes every second reads no more. */
export async function listValueChanges(
  db: Executor,
  { productId, offerId, fields }: ValueSubject,
  { from, to, after, limit }: ValuePage,
): Promise<ValueChange[]> {
  const { rows } = await db.query<ValueChange & QueryResultRow>(
    `select ${columns}, k.key as field, nullif(k.value -> 0, 'null') as old, nullif(k.value -> 1, 'null') as new
     from field_changes f cross join lateral jsonb_each(f.changes) k ${causes}
     where ${ofSubject} and k.key ~ $3 and ($4::timestamptz is null or f.at >= $4) and ($5::timestamptz is null or f.at < $5)
       and ($6::timestamptz is null or f.at <= $6) and ($6::timestamptz is null or (f.at, k.key) < ($6, $7::text))
     order by f.at desc, k.key desc limit $8`,
    [productId, offerId, fields, from, to, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows;
}

/** The change row that made it, which has no values; absent where it is no longer kept. */
export async function findCreation(
  db: Executor,
  { productId, offerId }: ValueSubject,
): Promise<Omit<ValueChange, 'field' | 'old' | 'new'> | undefined> {
  const { rows } = await db.query<ValueChange & QueryResultRow>(
    `select ${columns} from field_changes f ${causes}
     where ${ofSubject} and f.kind = 'created' order by f.at limit 1`,
    [productId, offerId],
  );
  return rows[0];
}

/** Field -> what stood there before its first change that is kept. */
export async function firstOldValues(
  db: Executor,
  { productId, offerId, fields }: ValueSubject,
): Promise<Map<string, unknown>> {
  const { rows } = await db.query<{ field: string; old: unknown }>(
    `select distinct on (k.key) k.key as field, nullif(k.value -> 0, 'null') as old
     from field_changes f cross join lateral jsonb_each(f.changes) k
     where ${ofSubject} and k.key ~ $3 order by k.key, f.at`,
    [productId, offerId, fields],
  );
  return new Map(rows.map(({ field, old }) => [field, old]));
}

/** The product of an offer; undefined where there is no such offer. */
export async function findProductOfOffer(db: Executor, offerId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ productId: string }>(
    'select product_id as "productId" from supplier_products where id = $1',
    [offerId],
  );
  return rows[0]?.productId;
}
