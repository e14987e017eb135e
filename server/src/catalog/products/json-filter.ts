import { AppError } from '../../platform/errors.ts';
import { filterCondition, filterNames, type ProductFilter } from './product-filter.ts';
import type { ProductCondition } from './product.queries.ts';

/** What a comparison reads, and as which type the value is taken. */
const comparables: Readonly<
  Record<string, { expression: string; type: 'text' | 'numeric' | 'timestamptz' }>
> = {
  sku: { expression: 'p.sku', type: 'text' },
  gtin: { expression: 'p.gtin', type: 'text' },
  asin: { expression: 'p.asin', type: 'text' },
  mpn: { expression: 'p.mpn', type: 'text' },
  title: { expression: 'p.title', type: 'text' },
  description: { expression: 'p.description', type: 'text' },
  status: { expression: 'p.status', type: 'text' },
  brand: { expression: '(select b.name from brands b where b.id = p.brand_id)', type: 'text' },
  weight: { expression: 'p.weight', type: 'numeric' },
  createdAt: { expression: 'p.created_at', type: 'timestamptz' },
  updatedAt: { expression: 'p.updated_at', type: 'timestamptz' },
};
const comparisons: Readonly<Record<string, string>> = {
  eq: '=',
  ne: 'is distinct from',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};
const operators = [...Object.keys(comparisons), 'in', 'contains', 'startsWith', 'empty'];
/** Deeper than this nobody writes by hand. */
const DEEPEST = 5;

/**
 * The JSON form of filters: `{"all": [{"field", "op", "value"}, {"any": […]}]}`; `op` is `eq` where it is absent.
 * @throws AppError `filter.invalid` with what it could not read
 */
export function parseJsonFilter(text: string): ProductFilter {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw badFilter('it is not JSON');
  }
  const seen = new Set<string>();
  const where = readGroup(parsed, 1, seen);
  // Archived products show only where the filter says something of the status.
  return { where: [where], anyStatus: seen.has('status') || seen.has('ids') };
}

function readGroup(node: unknown, depth: number, seen: Set<string>): ProductCondition {
  const { all, any, ...rest } = (node ?? {}) as { all?: unknown; any?: unknown };
  const parts = all ?? any;
  if (!Array.isArray(parts) || (all && any) || Object.keys(rest).length > 0 || depth > DEEPEST)
    throw badFilter('write {"all": [{"field": "status", "op": "eq", "value": "active"}]}');
  const read = parts.map((part: unknown) =>
    typeof part === 'object' && part !== null && ('all' in part || 'any' in part)
      ? readGroup(part, depth + 1, seen)
      : readComparison(part as { field?: unknown; op?: unknown; value?: unknown } | null, seen),
  );
  if (read.length === 0) return { sql: all ? 'true' : 'false', values: [] };
  return {
    sql: read.map(({ sql }) => `(${sql})`).join(all ? ' and ' : ' or '),
    values: read.flatMap(({ values }) => values),
  };
}

function readComparison(
  entry: { field?: unknown; op?: unknown; value?: unknown } | null,
  seen: Set<string>,
): ProductCondition {
  const field = String(entry?.field);
  const op = String(entry?.op ?? 'eq');
  const value = entry?.value;
  if (!operators.includes(op)) throw badFilter(`"${op}" is none of ${operators.join(', ')}`);
  seen.add(field);
  const price = /^price(?:\.([A-Za-z0-9_]+))?(?::([A-Z]{3}))?$/.exec(field);
  if (price) return priceCondition(price[1] ?? 'sale', price[2] ?? null, op, value);
  // The filters of the list run on indexes; what they cannot say is compared row by row.
  const listed = op === 'eq' || op === 'in' || op === 'ne' ? filterCondition(field, listText(value)) : null;
  if (listed) return op === 'ne' ? { ...listed, sql: `(${listed.sql}) is not true` } : listed;
  const comparable = comparables[field];
  if (!comparable) {
    const names = [...new Set([...filterNames, ...Object.keys(comparables), 'price'])].sort();
    throw badFilter(`there is no filter "${field}" with "${op}"; filters: ${names.join(', ')}`);
  }
  return compare(comparable, op, value, field);
}

const listText = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));

function compare(
  { expression, type }: { expression: string; type: string },
  op: string,
  value: unknown,
  field: string,
): ProductCondition {
  if (op === 'empty') return { sql: `${expression} is ${value === false ? 'not ' : ''}null`, values: [] };
  if (op === 'in') {
    const items = (Array.isArray(value) ? value : [value]).map((item) => checked(item, type, field));
    return { sql: `${expression} = any(?::${type}[])`, values: [items] };
  }
  if (op === 'contains' || op === 'startsWith') {
    if (type !== 'text') throw badFilter(`"${field}" is not text, so it has no "${op}"`);
    const escaped = String(value).replace(/[\\%_]/g, '\\$&');
    return { sql: `${expression} ilike ?`, values: [`${op === 'contains' ? '%' : ''}${escaped}%`] };
  }
  return {
    sql: `${expression} ${comparisons[op]} ?::${type}`,
    values: [checked(value, type, field)],
  };
}

function priceCondition(type: string, currency: string | null, op: string, value: unknown): ProductCondition {
  const of = `select from product_prices x where x.product_id = p.id and x.type = ?${currency ? ' and x.currency = ?' : ''}`;
  const values = currency ? [type, currency] : [type];
  if (op === 'empty') return { sql: `${value === false ? '' : 'not '}exists (${of})`, values };
  const compared = compare({ expression: 'x.amount', type: 'numeric' }, op, value, 'price');
  return { sql: `exists (${of} and ${compared.sql})`, values: [...values, ...compared.values] };
}

function checked(value: unknown, type: string, field: string): string {
  const text = String(value);
  const fits =
    type === 'text' ||
    (type === 'numeric'
      ? /^-?\d+(\.\d+)?$/.test(text)
      : !Number.isNaN(Date.parse(text)) && /^\d{4}-/.test(text));
  if (!fits)
    throw badFilter(
      `"${text}" is not a ${type === 'numeric' ? 'number' : 'time (2026-11-26T15:00:00Z)'} for "${field}"`,
    );
  return text;
}

function badFilter(reason: string): AppError {
  return new AppError('filter.invalid', { message: `The filter cannot be read: ${reason}`, params: {} });
}
