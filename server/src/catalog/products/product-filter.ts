import { AppError } from '../../platform/errors.ts';
import { foldText } from '../text/fold.ts';
import { checkGtin } from '../gtin.ts';
import type { ProductCondition } from './product.queries.ts';

/** Filters of the product list; several are ANDed, values of one are ORed. */
export interface ProductFilter {
  q?: string;
  sku?: string;
  gtin?: string;
  asin?: string;
  ids?: string;
  brand?: string;
  brandId?: string;
  categoryId?: string;
  category?: string;
  supplierId?: string;
  supplierReference?: string;
  status?: string;
  minPrice?: string;
  maxPrice?: string;
  inStock?: boolean;
  importId?: string;
  operationId?: string;
  hasIssue?: string;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Build = (value: string) => ProductCondition;

/** Each filter with the index it runs on. */
const builders: { readonly [Name in Exclude<keyof ProductFilter, 'q' | 'inStock'>]: Build } = {
  sku: (value) => ({ sql: 'p.sku = any(?)', values: [list(value)] }),
  gtin: (value) => ({
    sql: `p.id in (select product_id from product_identifiers where kind = 'gtin' and value = any(?))`,
    values: [list(value).map(asGtin)],
  }),
  asin: (value) => ({ sql: 'p.asin = any(?)', values: [list(value)] }),
  ids: (value) => ({ sql: 'p.id = any(?::uuid[])', values: [list(value)] }),
  brandId: (value) => ({ sql: 'p.brand_id = any(?::uuid[])', values: [list(value)] }),
  brand: (value) => ({
    sql: 'p.brand_id in (select id from brands where name_key = any(?))',
    values: [list(value).map(foldText)],
  }),
  categoryId: (value) => ({
    sql: `p.id in (select pc.product_id from categories top join categories c on c.path <@ top.path join product_categories pc on pc.category_id = c.id where top.id = any(?::uuid[]))`,
    values: [list(value)],
  }),
  category: (value) => ({
    sql: `p.id in (select pc.product_id from categories top join categories c on c.path <@ top.path join product_categories pc on pc.category_id = c.id where top.path_key = ?)`,
    values: [foldText(value)],
  }),
  supplierId: (value) => ({
    sql: 'p.id in (select product_id from supplier_products where supplier_id = any(?::uuid[]))',
    values: [list(value)],
  }),
  supplierReference: (value) => ({
    sql: 'p.id in (select product_id from supplier_products where supplier_id in (select id from suppliers) and supplier_reference = any(?))',
    values: [list(value)],
  }),
  status: (value) => ({ sql: 'p.status = any(?)', values: [list(value)] }),
  minPrice: (value) => ({
    sql: `p.id in (select product_id from product_prices where type = 'sale' and amount >= ?::numeric)`,
    values: [value],
  }),
  maxPrice: (value) => ({
    sql: `p.id in (select product_id from product_prices where type = 'sale' and amount <= ?::numeric)`,
    values: [value],
  }),
  importId: (value) => ({
    sql: 'p.id in (select f.product_id from change_sets c join field_changes f on f.change_set_id = c.id where c.import_id = ?::uuid)',
    values: [value],
  }),
  operationId: (value) => ({
    sql: 'p.id in (select product_id from field_changes where change_set_id = ?::uuid)',
    values: [value],
  }),
  hasIssue: (value) => ({
    sql: 'p.id in (select product_id from quality_issues where rule = any(?))',
    values: [list(value)],
  }),
};

const stocked = `(exists (select from product_stocks s where s.product_id = p.id and s.quantity > 0) or exists (select from supplier_products s where s.product_id = p.id and s.stock > 0))`;

export function conditionsOf(filter: ProductFilter): ProductCondition[] {
  const conditions: ProductCondition[] = [];
  for (const [name, build] of Object.entries(builders)) {
    const value = filter[name as keyof typeof builders];
    if (value !== undefined) conditions.push(build(String(value)));
  }
  if (filter.inStock !== undefined)
    conditions.push({ sql: filter.inStock ? stocked : `not ${stocked}`, values: [] });
  // Archived products show only where they are asked for.
  if (filter.status === undefined && filter.ids === undefined)
    conditions.push({ sql: `p.status <> 'archived'`, values: [] });
  return conditions;
}

function asGtin(text: string): string {
  const result = checkGtin(text);
  return result.ok ? result.gtin : text.replace(/\D/g, '').padStart(14, '0');
}

/** The JSON form of filters: `{"all": [{"field", "op", "value"}]}`. */
export function parseJsonFilter(text: string): ProductFilter {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw badFilter('it is not JSON');
  }
  const all = (parsed as { all?: unknown }).all;
  if (!Array.isArray(all))
    throw badFilter('write {"all": [{"field": "status", "op": "eq", "value": "active"}]}');
  const filter: Record<string, unknown> = {};
  for (const entry of all as { field?: unknown; op?: unknown; value?: unknown }[]) {
    const { field, op = 'eq', value } = entry;
    const name =
      field === 'price' && op === 'gte'
        ? 'minPrice'
        : field === 'price' && op === 'lte'
          ? 'maxPrice'
          : String(field);
    if (!(name in builders) && name !== 'inStock')
      throw badFilter(
        `there is no filter "${String(field)}" with "${String(op)}"; filters: ${Object.keys(builders).join(', ')}, inStock, price (gte, lte)`,
      );
    if (!['eq', 'in'].includes(String(op)) && name === field)
      throw badFilter(`"${name}" takes eq or in, not "${String(op)}"`);
    filter[name] =
      name === 'inStock' ? Boolean(value) : Array.isArray(value) ? value.join(',') : String(value);
  }
  return filter as ProductFilter;
}

function badFilter(reason: string): AppError {
  return new AppError('filter.invalid', { message: `The filter cannot be read: ${reason}`, params: {} });
}
