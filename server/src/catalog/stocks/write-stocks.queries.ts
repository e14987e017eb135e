import type { PoolClient } from 'pg';
import { logValues, type LoggedValues } from '../bulk-writes/log-values.queries.ts';

/** A stock of a product that is locked; `quantity` null takes it away, `entry` is the caller's number of it. */
export interface StockWrite {
  readonly entry: number;
  readonly productId: string;
  readonly location: string;
  readonly quantity: string | null;
}

/** Writes stocks with their history, one of a product and place: one statement for thousands as for one. */
export async function writeStockRows(
  client: PoolClient,
  operationId: string,
  stocks: readonly StockWrite[],
): Promise<LoggedValues> {
  const { rows } = await client.query<LoggedValues>(
    `with changed as materialized (
       select e.entry, e."productId" as product_id, e.location, e.quantity,
         case e.location when 'main' then 'stock' else 'stock.' || e.location end as field,
         x.quantity::text as old, e.quantity::text as new, null::jsonb as old_exact, null::jsonb as new_exact
       from jsonb_to_recordset($2::jsonb) as e(entry integer, "productId" uuid, location text, quantity numeric)
       left join product_stocks x on x.product_id = e."productId" and x.location = e.location
       where e.quantity is distinct from x.quantity),
     gone as (
       delete from product_stocks x using changed c where c.quantity is null and x.product_id = c.product_id and x.location = c.location),
     places as (
       insert into stock_locations (code, name)
       select distinct location, location from changed where quantity is not null order by location on conflict do nothing),
     put as (
       insert into product_stocks (product_id, location, quantity)
       select product_id, location, quantity from changed where quantity is not null order by product_id, location
       on conflict (product_id, location) do update set quantity = excluded.quantity, updated_at = now()),
     ${logValues}`,
    [operationId, JSON.stringify(stocks)],
  );
  return rows[0]!;
}
