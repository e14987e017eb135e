import { AppError } from '../../platform/errors.ts';
import type { Executor, ProductCondition } from '../products/product.queries.ts';
import { canonicalDecimal, isDecimal } from './decimal.ts';
import type { AttributeType } from './attribute-rules.ts';

/** Characters of a text that are indexed; the rest is compared row by row. */
export const LONGEST_FILTER_TEXT = 200;

/**
 * `attribute.<code>=a,b` of the product list: one of the values, in any scope.
 * @throws AppError `filter.not_filterable` for an attribute without an index, or none
 */
export async function attributeConditions(
  db: Executor,
  filters: Readonly<Record<string, string>>,
): Promise<ProductCondition[]> {
  const codes = Object.keys(filters);
  if (codes.length === 0) return [];
  const { rows } = await db.query<{ code: string; type: AttributeType }>(
    'select code, type from attributes where filterable and code = any($1)',
    [codes],
  );
  const types = new Map(rows.map(({ code, type }) => [code, type]));
  return codes.map((code) => {
    const type = types.get(code);
    if (type === undefined)
      throw new AppError('filter.not_filterable', {
        message: `The attribute "${code}" is not filterable; make it so with PATCH /attributes/${code} {"filterable": true}`,
        params: { attribute: code },
      });
    return conditionOf(code, type, filters[code]!);
  });
}

/** The expressions are those of the index; the code is plain, as the route's schema and the table's check say. */
function conditionOf(code: string, type: AttributeType, text: string): ProductCondition {
  const values = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (type === 'number' && isDecimal(part) ? canonicalDecimal(part) : part));
  const within = 'p.id in (select a.product_id from product_attributes a where';
  if (type === 'multi_option')
    return {
      sql: `${within} (a."values" -> '${code}') is not null and (a."values" -> '${code}') @> any(?::jsonb[]))`,
      values: [values.map((value) => JSON.stringify(value))],
    };
  const indexed = `left(a."values" ->> '${code}', ${LONGEST_FILTER_TEXT})`;
  return {
    sql: `${within} ${indexed} is not null and ${indexed} = any(?) and a."values" ->> '${code}' = any(?))`,
    values: [values.map((value) => [...value].slice(0, LONGEST_FILTER_TEXT).join('')), values],
  };
}
