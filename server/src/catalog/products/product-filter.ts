import { AppError } from '../../platform/errors.ts';
import { isUuid } from '../../platform/http/uuid.ts';
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
  /** Conditions of the JSON form, and whether they say which statuses are meant. */
  where?: readonly ProductCondition[];
  anyStatus?: boolean;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** @throws AppError `filter.invalid`: the database would refuse the whole statement for one wrong id */
function ids(text: string): string[] {
  const wrong = list(text).find((id) => !isUuid(id));
  if (wrong === undefined) return list(text);
  throw new AppError('filter.invalid', { message: `"${wrong}" is not an id`, params: { value: wrong } });
}

function amount(text: string): string {
  if (/^\d{1,15}(\.\d{1,6})?$/.test(text)) return text;
  throw new AppError('filter.invalid', { message: `"${text}" is not an amount`, params: { value: text } });
}

type Build = (value: string) => ProductCondition;

/** Each filter with the index it runs on. */
const builders: {
  readonly [Name in Exclude<keyof ProductFilter, 'q' | 'inStock' | 'where' | 'anyStatus'>]: Build;
} = {
  // Also by the SKU of a product that was merged into it.
  sku: (value) => ({
    sql: `p.id in (select id from products where sku = any(?) union all select product_id from product_identifiers where kind = 'sku' and value = any(?))`,
    values: [list(value), list(value)],
  }),
  gtin: (value) => ({
    sql: `p.id in (select product_id from product_identifiers where kind = 'gtin' and value = any(?))`,
    values: [list(value).map(asGtin)],
  }),
  asin: (value) => ({ sql: 'p.asin = any(?)', values: [list(value)] }),
  ids: (value) => ({ sql: 'p.id = any(?::uuid[])', values: [ids(value)] }),
  brandId: (value) => ({ sql: 'p.brand_id = any(?::uuid[])', values: [ids(value)] }),
  brand: (value) => ({
    sql: 'p.brand_id in (select id from brands where name_key = any(?) union all select brand_id from brand_aliases where alias_key = any(?))',
    values: [list(value).map(foldText), list(value).map(foldText)],
  }),
  categoryId: (value) => ({
    sql: `p.id in (select pc.product_id from categories top join categories c on c.path <@ top.path join product_categories pc on pc.category_id = c.id where top.id = any(?::uuid[]))`,
    values: [ids(value)],
  }),
  category: (value) => ({
    sql: `p.id in (select pc.product_id from categories top join categories c on c.path <@ top.path join product_categories pc on pc.category_id = c.id where top.path_key = ?)`,
    values: [foldText(value)],
  }),
  supplierId: (value) => ({
    sql: 'p.id in (select product_id from supplier_products where supplier_id = any(?::uuid[]))',
    values: [ids(value)],
  }),
  supplierReference: (value) => ({
    sql: 'p.id in (select product_id from supplier_products where supplier_id in (select id from suppliers) and supplier_reference = any(?))',
    values: [list(value)],
  }),
  status: (value) => ({ sql: 'p.status = any(?)', values: [list(value)] }),
  minPrice: (value) => ({
    sql: `p.id in (select product_id from product_prices where type = 'sale' and amount >= ?::numeric)`,
    values: [amount(value)],
  }),
  maxPrice: (value) => ({
    sql: `p.id in (select product_id from product_prices where type = 'sale' and amount <= ?::numeric)`,
    values: [amount(value)],
  }),
  importId: (value) => ({
    sql: 'p.id in (select f.product_id from change_sets c join field_changes f on f.change_set_id = c.id where c.import_id = any(?::uuid[]))',
    values: [ids(value)],
  }),
  operationId: (value) => ({
    sql: 'p.id in (select product_id from field_changes where change_set_id = any(?::uuid[]))',
    values: [ids(value)],
  }),
  hasIssue: (value) => ({
    sql: 'p.id in (select product_id from quality_issues where rule = any(?))',
    values: [list(value)],
  }),
};

// Of both tables together: two questions with "or" between them are answered by reading both tables whole.
const stocked = `exists (
    select from product_stocks s where s.product_id = p.id and s.quantity > 0
    union all
    select from supplier_products s where s.product_id = p.id and s.stock > 0 and s.ended_at is null)`;

export function conditionsOf(filter: ProductFilter): ProductCondition[] {
  const conditions: ProductCondition[] = [...(filter.where ?? [])];
  for (const [name, build] of Object.entries(builders)) {
    const value = filter[name as keyof typeof builders];
    if (value !== undefined) conditions.push(build(String(value)));
  }
  if (filter.inStock !== undefined)
    conditions.push({ sql: filter.inStock ? stocked : `not ${stocked}`, values: [] });
  // Archived products show only where they are asked for.
  if (filter.status === undefined && filter.ids === undefined && !filter.anyStatus)
    conditions.push({ sql: `p.status <> 'archived'`, values: [] });
  return conditions;
}

function asGtin(text: string): string {
  const result = checkGtin(text);
  return result.ok ? result.gtin : text.replace(/\D/g, '').padStart(14, '0');
}

export const filterNames: readonly string[] = [...Object.keys(builders), 'inStock'];

/** One filter of the list as a condition, or null where there is none of that name. */
export function filterCondition(name: string, value: string): ProductCondition | null {
  if (name === 'inStock') return { sql: value === 'true' ? stocked : `not ${stocked}`, values: [] };
  return Object.hasOwn(builders, name) ? builders[name as keyof typeof builders](value) : null;
}
