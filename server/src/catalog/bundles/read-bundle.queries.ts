import type { Executor } from '../products/product.queries.ts';

/**
 * What a bundle is made of, what that costs and how many can be put together, as finished text.
 *
 * `tree` walks down all levels, multiplying quantities; `leaves` are the products it ends at, which are counted for
 * the stock, and `priced` are those whose prices are added up: a bundle with a price of its own is one of them.
 * Their prices and stocks are asked for by a list of ids, for nobody can tell the planner how deep a tree is.
 * Quantities and amounts are numeric throughout, and `div` cuts without rounding, so that every digit is exact.
 */
const bundleSql = `
  with recursive tree(product_id, quantity, is_priced, path) as (
    select i.product_id, i.quantity, true, array[i.bundle_id, i.product_id] from product_bundle_items i where i.bundle_id = $1
    union all
    select i.product_id, t.quantity * i.quantity, t.is_priced and b.price_mode = 'sum', t.path || i.product_id
    from tree t join product_bundles b on b.product_id = t.product_id join product_bundle_items i on i.bundle_id = t.product_id
    where i.product_id <> all(t.path)),
  leaves as (
    select t.product_id, sum(t.quantity) as quantity from tree t
    where not exists (select from product_bundles b where b.product_id = t.product_id) group by t.product_id),
  priced as (
    select t.product_id, sum(t.quantity) as quantity from tree t left join product_bundles b on b.product_id = t.product_id
    where t.is_priced and (b.product_id is null or b.price_mode = 'own') group by t.product_id),
  asked as materialized (
    select product_id, type, currency, amount, tax_included from product_prices
    where product_id = any(array[$1::uuid] || array(select product_id from priced))),
  stocked as materialized (
    select product_id, location, quantity from product_stocks where product_id = any(array(select product_id from leaves))),
  kinds as (select type, currency from asked group by type, currency),
  sums as (
    select k.type, k.currency, sum(p.quantity * x.amount) as amount, bool_and(x.tax_included) as tax_included,
      bool_and(x.tax_included) <> bool_or(x.tax_included) as is_mixed,
      coalesce(json_agg(p.product_id order by p.product_id) filter (where x.product_id is null), '[]') as missing
    from kinds k cross join priced p
    left join asked x on x.product_id = p.product_id and x.type = k.type and x.currency = k.currency
    group by k.type, k.currency),
  judged as (
    select s.*, case when json_array_length(s.missing) > 0 then 'component_without_price' when s.is_mixed then 'tax_differs' end as reason
    from sums s)
  select o.version, json_build_object(
    'priceMode', b.price_mode,
    'items', coalesce((
      select json_agg(json_build_object('position', i.position, 'quantity', i.quantity::text,
        'product', json_build_object('id', i.product_id, 'sku', p.sku, 'title', p.title, 'type', p.type, 'status', p.status)) order by i.position)
      from product_bundle_items i left join products p on p.id = i.product_id where i.bundle_id = o.id), '[]'),
    'prices', coalesce((
      select json_agg(json_build_object('type', j.type, 'currency', j.currency,
        'computed', case when j.reason is null then json_build_object('amount', j.amount::text, 'taxIncluded', j.tax_included) end,
        'own', case when w.product_id is not null then json_build_object('amount', w.amount::text, 'taxIncluded', w.tax_included) end,
        'reason', j.reason, 'missing', j.missing) order by j.type, j.currency)
      from judged j left join asked w on w.product_id = o.id and w.type = j.type and w.currency = j.currency), '[]'),
    'stock', (
      select min(greatest(div(coalesce(s.quantity, 0), l.quantity), 0))::text
      from leaves l left join (
        select product_id, sum(quantity) as quantity from stocked group by product_id) s on s.product_id = l.product_id),
    'stocks', coalesce((
      select json_agg(json_build_object('location', t.location, 'quantity', t.quantity::text) order by t.location)
      from (
        select a.location, min(greatest(div(coalesce(s.quantity, 0), l.quantity), 0)) as quantity
        from (select distinct location from stocked) a cross join leaves l
        left join stocked s on s.product_id = l.product_id and s.location = a.location group by a.location) t), '[]'),
    'nextCursor', null)::text as body
  from products o left join product_bundles b on b.product_id = o.id where o.id = $1`;

export async function readBundleText(
  db: Executor,
  id: string,
): Promise<{ body: string; version: number } | null> {
  const { rows } = await db.query<{ body: string; version: number }>({
    name: 'read-bundle',
    text: bundleSql,
    values: [id],
  });
  return rows[0] ?? null;
}

/** The bundles that a product is a component of, of all states. */
export async function listBundlesOf(db: Executor, productId: string) {
  const { rows } = await db.query(
    `select i.quantity::text as quantity, json_build_object('id', p.id, 'sku', p.sku, 'title', p.title, 'type', p.type, 'status', p.status) as product
     from product_bundle_items i join products p on p.id = i.bundle_id where i.product_id = $1 order by p.sku`,
    [productId],
  );
  return rows;
}
