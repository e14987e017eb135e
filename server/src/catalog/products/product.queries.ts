import { inheritedJson } from '../variants/inherited-values.ts';
import type { QueryResultRow } from 'pg';
import { priceJson, priceOrder } from '../prices/price-sql.ts';

/** A connection or a pool. */
export interface Executor {
  query<Row extends QueryResultRow>(
    text: string | { name: string; text: string; values: unknown[] },
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly ean: string | null;
  readonly asin: string | null;
  readonly mpn: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly shortDescription: string | null;
  readonly status: string;
  readonly type: string;
  readonly parentId: string | null;
  readonly brand: { id: string; name: string } | null;
  readonly family: { id: string; code: string } | null;
  readonly categories: { taxonomy: string; id: string; path: string; main: boolean }[];
  readonly prices: {
    type: string;
    amount: string;
    currency: string;
    taxIncluded: boolean;
    minQuantity: string;
    channel: string | null;
    validFrom: string | null;
    validTo: string | null;
  }[];
  readonly stocks: { location: string; supplierId: string | null; quantity: string }[];
  readonly bestOffer: {
    offerId: string;
    supplierId: string;
    cost: { amount: string; currency: string | null } | null;
    reason: { code: string; params: Record<string, unknown> };
  } | null;
  readonly attributes: Record<string, unknown>;
  /** Of the default locale and every channel. */
  readonly seo: { slug: string | null; title: string | null; description: string | null };
  /** What it has from its models because it says nothing itself; null without a parent. */
  readonly inherited: Readonly<Record<string, unknown>> | null;
  readonly weight: string | null;
  readonly length: string | null;
  readonly width: string | null;
  readonly height: string | null;
  readonly taxClass: string | null;
  /** Code of the family variant that says how a model's variants are told apart. */
  readonly familyVariant: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A product with all that hangs on it, made in the database: one round trip, and decimals stay text. */
const productPairs = `
    'id', p.id, 'sku', p.sku, 'gtin', p.gtin,
    'ean', case when p.gtin like '0%' then substr(p.gtin, 2) end,
    'asin', p.asin, 'mpn', p.mpn, 'title', p.title, 'description', p.description, 'shortDescription', p.short_description,
    'status', p.status, 'type', p.type, 'parentId', p.parent_id,
    'brand', (select json_build_object('id', b.id, 'name', b.name) from brands b where b.id = p.brand_id),
    'family', (select json_build_object('id', f.id, 'code', f.code) from families f where f.id = p.family_id),
    'categories', coalesce((
      select json_agg(json_build_object('taxonomy', t.code, 'id', c.id, 'path', c.full_path, 'main', pc.is_main) order by pc.is_main desc, c.full_path)
      from product_categories pc join categories c on c.id = pc.category_id join taxonomies t on t.id = c.taxonomy_id
      where pc.product_id = p.id), '[]'),
    'prices', coalesce((
      select json_agg(${priceJson('x')} order by ${priceOrder('x')})
      from all_prices x where x.product_id = p.id), '[]'),
    'stocks', coalesce((
      select json_agg(json_build_object('location', x.location, 'supplierId', l.supplier_id, 'quantity', x.quantity::text) order by x.location)
      from product_stocks x left join stock_locations l on l.code = x.location where x.product_id = p.id), '[]'),
    'bestOffer', (
      select json_build_object('offerId', o.id, 'supplierId', o.supplier_id,
        'cost', case when o.cost is not null then json_build_object('amount', o.cost::text, 'currency', coalesce(o.currency, s.currency)) end,
        'reason', b.reason)
      from best_offers b join supplier_products o on o.id = b.offer_id and o.product_id = p.id join suppliers s on s.id = o.supplier_id
      where b.product_id = p.id),
    'attributes', coalesce((select x.values from product_attributes x where x.product_id = p.id and x.locale = '' and x.channel = ''), '{}'),
    'seo', (
      select json_build_object('slug', x.slug, 'title', x.title, 'description', x.description)
      from (values (p.id)) as own(id) left join product_seo x on x.product_id = own.id and x.locale = '' and x.channel = ''),
    'inherited', ${inheritedJson},
    'weight', p.weight::text, 'length', p.length::text, 'width', p.width::text, 'height', p.height::text, 'taxClass', p.tax_class, 'familyVariant', p.family_variant,
    'version', p.version, 'createdAt', to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'updatedAt', to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const productJson = `json_build_object(${productPairs})`;

/** Beside the rest where one product is read: nobody looks for it in a list. */
const oneProductJson = `json_build_object(${productPairs}, 'outdatedTranslations', coalesce((
  select json_agg(json_build_object('field', o.field, 'locale', o.locale, 'channel', nullif(o.channel, ''),
    'since', to_char(o.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by o.field, o.locale, o.channel)
  from outdated_translations o where o.product_id = p.id), '[]'))`;

/** The hottest read of the system: a prepared statement that answers with the finished text. */
export async function readProductText(
  db: Executor,
  id: string,
): Promise<{ body: string; version: number; status: string } | null> {
  const { rows } = await db.query<{ body: string; version: number; status: string }>({
    name: 'read-product',
    text: `select ${oneProductJson}::text as body, p.version, p.status from products p where p.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

export async function readProducts(db: Executor, ids: readonly string[]): Promise<Product[]> {
  const { rows } = await db.query<{ product: Product }>({
    name: 'read-products',
    text: `select ${productJson} as product from unnest($1::uuid[]) with ordinality as i(id, position)
      join products p on p.id = i.id order by i.position`,
    values: [ids],
  });
  return rows.map((row) => row.product);
}

export interface ProductCondition {
  /** SQL with `?` for each value. */
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Conditions as one WHERE with numbered parameters. */
export function combineConditions(
  conditions: readonly ProductCondition[],
  first = 1,
): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts = conditions.map(({ sql, values: own }) => {
    let used = 0;
    return sql.replace(/\?/g, () => {
      values.push(own[used++]);
      return `$${first + values.length - 1}`;
    });
  });
  return { where: parts.length ? parts.map((part) => `(${part})`).join(' and ') : 'true', values };
}

export async function listProductIds(
  db: Executor,
  conditions: readonly ProductCondition[],
  order: { column: string; descending: boolean },
  limit: number,
): Promise<{ id: string; key: string }[]> {
  const { where, values } = combineConditions(conditions);
  const direction = order.descending ? 'desc' : 'asc';
  const { rows } = await db.query<{ id: string; key: string }>(
    `select p.id, ${order.column === 'id' ? 'p.id::text' : `p.${order.column}::text`} as key from products p where ${where}
     order by ${order.column === 'id' ? '' : `p.${order.column} ${direction}, `}p.id ${direction} limit $${values.length + 1}`,
    [...values, limit],
  );
  return rows;
}

/** Exact to 10,000, then the planner's estimate: counting a million rows would cost more than the page. */
export async function countProducts(
  db: Executor,
  conditions: readonly ProductCondition[],
  exact: boolean,
): Promise<{ total: number; isEstimate: boolean }> {
  const { where, values } = combineConditions(conditions);
  const cap = exact ? '' : 'limit 10001';
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from products p where ${where} ${cap}) t`,
    values,
  );
  const counted = rows[0]!.n;
  if (exact || counted <= 10_000) return { total: counted, isEstimate: false };
  const plan = await db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `explain (format json) select 1 from products p where ${where}`,
    values,
  );
  return { total: Math.max(counted, plan.rows[0]!['QUERY PLAN'][0].Plan['Plan Rows']), isEstimate: true };
}

export async function listOffers(db: Executor, productId: string) {
  const { rows } = await db.query(
    `select o.id, o.supplier_id as "supplierId", s.name as supplier, o.supplier_reference as "supplierReference", o.cost::text as cost,
       o.currency, o.stock::text as stock, o.lead_time_days as "leadTimeDays", o.min_quantity::text as "minQuantity",
       o.pack_quantity::text as "packQuantity", o.ended_at as "endedAt", o.updated_at as "updatedAt",
       b.offer_id is not null as best, b.reason
     from supplier_products o join suppliers s on s.id = o.supplier_id
     left join best_offers b on b.product_id = o.product_id and b.offer_id = o.id where o.product_id = $1 order by s.priority, o.supplier_reference`,
    [productId],
  );
  return rows;
}

export async function listIdentifiers(db: Executor, productId: string) {
  const { rows } = await db.query(
    `select kind, value, raw, created_at as "createdAt" from product_identifiers where product_id = $1 order by kind, value`,
    [productId],
  );
  return rows;
}

export async function listIssues(db: Executor, productId: string) {
  const { rows } = await db.query(
    `select rule, source, params, found_at as "foundAt" from quality_issues where product_id = $1 order by rule`,
    [productId],
  );
  return rows;
}
