import type { QueryResultRow } from 'pg';
import { priceJson, priceOrder } from '../prices/price-sql.ts';
import { combineConditions, type Executor, type Product, type ProductCondition } from './product.queries.ts';

interface ExportRow extends QueryResultRow, Omit<Product, 'brand' | 'family' | 'ean' | 'attributes'> {
  readonly brandId: string | null;
  readonly brandName: string | null;
  readonly familyId: string | null;
  readonly familyCode: string | null;
  readonly categories: Product['categories'];
  readonly attributes: Record<string, unknown> | null;
  readonly scoped: { locale: string; channel: string; values: Record<string, unknown> }[] | null;
}

export interface ExportedRow {
  readonly product: Product;
  readonly scoped: NonNullable<ExportRow['scoped']>;
}

const stamp = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * The next page of products with all that hangs on them. Each table is read once per page and merged by product:
 * three times as fast as one sub-select per product and table (0.25 against 0.07 ms a product).
 */
export async function readExportPage(
  db: Executor,
  conditions: readonly ProductCondition[],
  after: string | null,
  limit: number,
): Promise<ExportedRow[]> {
  const bounds = after === null ? [] : [{ sql: 'p.id > ?::uuid', values: [after] }];
  const { where, values } = combineConditions([...conditions, ...bounds]);
  const page = await db.query<{ ids: string[] }>(
    `select array(select p.id from products p where ${where} order by p.id limit $${values.length + 1})::text[] as ids`,
    [...values, limit],
  );
  const ids = page.rows[0]!.ids;
  if (ids.length === 0) return [];
  const { rows } = await db.query<ExportRow>(pageSql, [ids]);
  return rows.map(toProduct);
}

const pageSql = `
  select p.id, p.sku, p.gtin, p.asin, p.mpn, p.title, p.description, p.short_description as "shortDescription", p.status, p.type,
    p.parent_id as "parentId", b.id as "brandId", b.name as "brandName", f.id as "familyId", f.code as "familyCode",
    coalesce(c.items, '[]') as categories, coalesce(x.items, '[]') as prices, coalesce(s.items, '[]') as stocks,
    a.values as attributes, v.items as scoped, json_build_object('slug', e.slug, 'title', e.title, 'description', e.description) as seo, p.weight, p.length, p.width, p.height, p.tax_class as "taxClass", p.family_variant as "familyVariant", p.version,
    ${stamp('p.created_at')} as "createdAt", ${stamp('p.updated_at')} as "updatedAt"
  from products p
  left join brands b on b.id = p.brand_id
  left join families f on f.id = p.family_id
  left join (
    select pc.product_id, json_agg(json_build_object('taxonomy', t.code, 'id', k.id, 'path', k.full_path, 'main', pc.is_main)
      order by pc.is_main desc, k.full_path) as items
    from product_categories pc join categories k on k.id = pc.category_id join taxonomies t on t.id = k.taxonomy_id
    where pc.product_id = any($1::uuid[]) group by pc.product_id
  ) c on c.product_id = p.id
  left join (
    select product_id, json_agg(${priceJson('y')} order by ${priceOrder('y')}) as items
    from all_prices y where product_id = any($1::uuid[]) group by product_id
  ) x on x.product_id = p.id
  left join (
    select product_id, json_agg(json_build_object('location', location, 'supplierId', l.supplier_id, 'quantity', quantity::text) order by location) as items
    from product_stocks left join stock_locations l on l.code = location where product_id = any($1::uuid[]) group by product_id
  ) s on s.product_id = p.id
  left join (
    select product_id, json_agg(json_build_object('locale', locale, 'channel', channel, 'values', values)) as items
    from product_attributes where product_id = any($1::uuid[]) and (locale, channel) <> ('', '') group by product_id
  ) v on v.product_id = p.id
  left join product_seo e on e.product_id = p.id and e.locale = '' and e.channel = ''
  left join product_attributes a on a.product_id = p.id and a.locale = '' and a.channel = ''
  where p.id = any($1::uuid[]) order by p.id`;

function toProduct(row: ExportRow): ExportedRow {
  const { brandId, brandName, familyId, familyCode, scoped, attributes, ...own } = row;
  return {
    scoped: scoped ?? [],
    product: {
      ...own,
      ean: own.gtin?.startsWith('0') ? own.gtin.slice(1) : null,
      brand: brandId === null ? null : { id: brandId, name: brandName ?? '' },
      family: familyId === null ? null : { id: familyId, code: familyCode ?? '' },
      attributes: attributes ?? {},
    },
  };
}
