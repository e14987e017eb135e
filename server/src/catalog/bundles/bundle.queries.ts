import type { PoolClient } from 'pg';
import type { Executor } from '../products/product.queries.ts';
import type { PriceMode } from './bundle.tables.ts';

/** What a product is made of, as its history tells it. */
export interface BundleContents {
  readonly priceMode: PriceMode;
  readonly items: readonly { productId: string; sku: string | null; quantity: string }[];
}

export async function readContents(db: Executor, bundleId: string): Promise<BundleContents | null> {
  const { rows } = await db.query<BundleContents>(
    `select b.price_mode as "priceMode", coalesce((
       select json_agg(json_build_object('productId', i.product_id, 'sku', p.sku, 'quantity', i.quantity::text) order by i.position)
       from product_bundle_items i left join products p on p.id = i.product_id where i.bundle_id = b.product_id), '[]') as items
     from product_bundles b where b.product_id = $1`,
    [bundleId],
  );
  return rows[0] ?? null;
}

export interface Component {
  readonly id: string;
  readonly sku: string;
  readonly type: string;
  readonly status: string;
}

/** Held until the commit, so that none of them is archived meanwhile. */
export async function lockComponents(client: PoolClient, ids: readonly string[]): Promise<Component[]> {
  const { rows } = await client.query<Component>(
    'select id, sku, type, status from products where id = any($1::uuid[]) order by id for share',
    [ids],
  );
  return rows;
}

/**
 * One bundle is written at a time: two that are put into each other at once would both find no cycle. Taken behind
 * the rows, by all in this order.
 */
export async function lockBundles(client: PoolClient): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('catalog.bundles', 0))`);
}

export interface Nesting {
  /** SKUs from a component down to the bundle itself; null where there is no such way. */
  readonly cycle: string[] | null;
  /** Levels of components below the bundle and of bundles above it. */
  readonly below: number;
  readonly above: number;
}

/** How the bundle would stand among the others if it were made of these components. */
export async function readNesting(
  client: PoolClient,
  bundleId: string,
  components: readonly string[],
): Promise<Nesting> {
  const { rows } = await client.query<Nesting>(
    `with recursive below(id, path) as (
       select c.id, array[c.id] from unnest($2::uuid[]) as c(id)
       union all
       select i.product_id, b.path || i.product_id from below b join product_bundle_items i on i.bundle_id = b.id
       where b.id <> $1 and i.product_id <> all(b.path)),
     above(id, level) as (
       select $1::uuid, 0
       union
       select i.bundle_id, a.level + 1 from above a join product_bundle_items i on i.product_id = a.id
       where i.bundle_id <> $1),
     closed as (select path from below where id = $1 order by cardinality(path) limit 1)
     select (select array_agg(p.sku order by c.position) from closed cross join lateral unnest(closed.path) with ordinality as c(id, position)
         join products p on p.id = c.id) as cycle,
       (select max(cardinality(path)) from below) as below, (select max(level) from above) as above`,
    [bundleId, components],
  );
  return rows[0]!;
}

/** The product is made of these from now on; of none it is a simple one again. */
export async function replaceContents(
  client: PoolClient,
  bundleId: string,
  { priceMode, items }: BundleContents,
): Promise<void> {
  await client.query('delete from product_bundle_items where bundle_id = $1', [bundleId]);
  if (items.length === 0) {
    await client.query('delete from product_bundles where product_id = $1', [bundleId]);
    await client.query(`update products set type = 'simple' where id = $1 and type = 'bundle'`, [bundleId]);
    return;
  }
  await client.query(
    `insert into product_bundles (product_id, price_mode) values ($1, $2)
     on conflict (product_id) do update set price_mode = excluded.price_mode`,
    [bundleId, priceMode],
  );
  await client.query(
    `insert into product_bundle_items (bundle_id, product_id, quantity, position)
     select $1, i.id, i.quantity, i.position from unnest($2::uuid[], $3::numeric[]) with ordinality as i(id, quantity, position)`,
    [bundleId, items.map(({ productId }) => productId), items.map(({ quantity }) => quantity)],
  );
  await client.query(`update products set type = 'bundle' where id = $1 and type <> 'bundle'`, [bundleId]);
}

export interface Holder {
  readonly id: string;
  readonly sku: string;
}

/** Bundles in use that have the product as a component, and how many there are. */
export async function listHolders(
  client: PoolClient,
  productId: string,
  limit: number,
): Promise<{ bundles: Holder[]; count: number }> {
  const { rows } = await client.query<Holder & { count: number }>(
    `select p.id, p.sku, (count(*) over ())::int as count
     from product_bundle_items i join products p on p.id = i.bundle_id
     where i.product_id = $1 and p.status <> 'archived' order by p.sku limit $2`,
    [productId, limit],
  );
  return { bundles: rows.map(({ id, sku }) => ({ id, sku })), count: rows[0]?.count ?? 0 };
}
