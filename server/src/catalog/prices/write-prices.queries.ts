import type { PoolClient } from 'pg';
import { logValues, type LoggedValues } from '../bulk-writes/log-values.queries.ts';
import { isPlainRow, priceField, sameScope, scopedKey } from './price-sql.ts';
import type { PricePlace } from './price-scope.ts';

/** A price of a product that is locked; `amount` null takes it away, `entry` is the caller's number of it. */
export interface PriceWrite extends PricePlace {
  readonly entry: number;
  readonly productId: string;
  readonly amount: string | null;
  /** Absent: what it is, of a new one true. */
  readonly taxIncluded?: boolean;
}

const given = (list: string): string => `
  select e.entry, e."productId" as product_id, e.type, e.currency, e.amount, e."taxIncluded" as tax_included, coalesce(e.channel, '') as channel,
    e."minQuantity" as min_quantity, e."validFrom" as valid_from, e."validTo" as valid_to
  from jsonb_to_recordset(${list}::jsonb) as e(entry integer, "productId" uuid, type text, currency text, amount numeric, "taxIncluded" boolean,
    channel text, "minQuantity" numeric, "validFrom" timestamptz, "validTo" timestamptz)`;

/**
 * What differs from the prices that stand, and its writes, each into its own table. The two joins probe the keys of
 * both tables; of a price without a scope the second finds nothing, because the table has none.
 */
const writes = (list: string): string => `
  given as materialized (${given(list)}),
  compared as (
    select g.*, ${isPlainRow('g')} as plain, coalesce(x.amount, y.amount) as old_amount, coalesce(x.tax_included, y.tax_included) as old_tax,
      coalesce(g.tax_included, x.tax_included, y.tax_included, true) as tax
    from given g
    left join product_prices x on ${isPlainRow('g')} and x.product_id = g.product_id and x.type = g.type and x.currency = g.currency
    left join scoped_prices y on ${sameScope('y', 'g')}),
  changed as materialized (
    select c.*, ${priceField('c')} as field, c.old_amount::text as old, c.amount::text as new,
      case when c.old_amount is not null then jsonb_build_array(c.old_amount::text, c.old_tax) end as old_exact,
      case when c.amount is not null then jsonb_build_array(c.amount::text, c.tax) end as new_exact
    from compared c where c.amount is distinct from c.old_amount or c.amount is not null and c.tax <> c.old_tax),
  gone as (
    delete from product_prices x using changed c where c.plain and c.amount is null
      and x.product_id = c.product_id and x.type = c.type and x.currency = c.currency),
  gone_scoped as (
    delete from scoped_prices y using changed c where not c.plain and c.amount is null and ${sameScope('y', 'c')}),
  put as (
    insert into product_prices (product_id, type, currency, amount, tax_included)
    select product_id, type, currency, amount, tax from changed where plain and amount is not null order by product_id, type, currency
    on conflict (product_id, type, currency) do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now()),
  put_scoped as (
    insert into scoped_prices (product_id, type, currency, channel, min_quantity, valid_from, valid_to, amount, tax_included)
    select product_id, type, currency, channel, min_quantity, valid_from, valid_to, amount, tax from changed
    where not plain and amount is not null order by product_id, type, currency
    on conflict ${scopedKey} do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now())`;

/** Writes prices with their history, one of a product and scope: one statement for thousands as for one. */
export async function writePriceRows(
  client: PoolClient,
  operationId: string,
  prices: readonly PriceWrite[],
): Promise<LoggedValues> {
  const { rows } = await client.query<LoggedValues>(`with ${writes('$2')}, ${logValues}`, [
    operationId,
    JSON.stringify(prices),
  ]);
  return rows[0]!;
}

/**
 * Writes prices of one edit, whose history is the edit's.
 * @returns field -> [old, new] of what changed
 */
export async function writeEditedPrices(
  client: PoolClient,
  prices: readonly PriceWrite[],
): Promise<{ field: string; old: string | null; new: string | null }[]> {
  const { rows } = await client.query<{ field: string; old: string | null; new: string | null }>(
    `with ${writes('$1')} select field, old, new from changed`,
    [JSON.stringify(prices)],
  );
  return rows;
}

export async function listChannelCodes(client: PoolClient, codes: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ code: string }>(
    'select code from channels where code = any($1::text[])',
    [codes],
  );
  return new Set(rows.map(({ code }) => code));
}
