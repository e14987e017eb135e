import type { ChangeSetDefinition, StageColumn } from './definition.ts';
import type { AttributeScope } from './create-products.queries.ts';
import { literal } from './field-sql.ts';

/** What a write replaced that the readable change of its field does not say. */
type Exact =
  | { readonly kind: 'price' | 'priceGone'; readonly field: string }
  | { readonly kind: 'value'; readonly members: AttributeScope['members'] }
  | { readonly kind: 'identifier' | 'category' | 'issue' };

export interface Write {
  readonly sql: string;
  readonly exact?: Exact;
}

/** Old values are what the write itself returns: nothing is read a second time, and usual changes return no row. */
export function returningExact(write: Write | string): Write {
  if (typeof write === 'string') return { sql: write };
  if (!write.exact) return write;
  const { sql, exact } = write;
  switch (exact.kind) {
    case 'price':
      return {
        ...write,
        sql: `${sql} returning product_id, old.amount as old_amount, old.tax_included as old_tax, new.amount, new.tax_included`,
      };
    case 'priceGone':
      return {
        ...write,
        sql: `${sql} returning old.product_id, old.amount as old_amount, old.tax_included as old_tax`,
      };
    case 'value':
      return {
        ...write,
        sql: `${sql} returning product_id, old.values as old_values, new.values as new_values`,
      };
    case 'identifier':
      return { ...write, sql: `${sql} returning product_id, kind, value, raw` };
    case 'category':
      return {
        ...write,
        sql: `${sql} returning old.product_id as gone_from, new.product_id, coalesce(new.category_id, old.category_id) as category_id, old.is_main as old_main, new.is_main`,
      };
    case 'issue':
      return {
        ...write,
        sql: `${sql} returning coalesce(new.product_id, old.product_id) as product_id, coalesce(new.rule, old.rule) as rule, coalesce(new.source, old.source) as source, old.params as old_params, new.params`,
      };
  }
}

/** Ids that a product's brand, family and parent had before the row. */
export const oldTerms = (columns: readonly StageColumn[]): string =>
  columns
    .flatMap(({ column, target }) =>
      ['brand', 'family', 'parent'].includes(target.kind) ? [`, pr.${target.kind}_id as ${column}_old`] : [],
    )
    .join('');

/**
 * `field_changes.exact` of a batch's rows, by product. The writes are `w0`, `w1` … and `owned` lists the fields whose
 * owner changed.
 */
export function exactPairs(
  definition: ChangeSetDefinition,
  columns: readonly StageColumn[],
  writes: readonly Write[],
): string {
  const categories = writes.flatMap(({ exact }, i) => (exact?.kind === 'category' ? [`w${i}`] : []));
  const parts = [
    `select product_id, 'owner/' || field as key, jsonb_build_array(old, ${literal(definition.owner)}) as pair from owned`,
    ...columns.flatMap(termPairs),
    ...writes.flatMap(({ exact }, i) => (exact ? pairsOf(`w${i}`, exact) : [])),
    ...(categories.length > 0 ? [categoryPairs(categories)] : []),
  ];
  return `select product_id, jsonb_object_agg(key, pair) as pairs from (${parts.join(' union all ')}) p group by product_id`;
}

const termPairs = ({ column, target, field }: StageColumn): string[] =>
  ['brand', 'family', 'parent'].includes(target.kind)
    ? [
        `select product_id, ${literal(field)}, jsonb_build_array(${column}_old, ${column}_ref) from x where x.changes ? ${literal(field)}`,
      ]
    : [];

function pairsOf(write: string, exact: Exact): string[] {
  switch (exact.kind) {
    case 'price':
      return [
        `select product_id, ${literal(exact.field)}, jsonb_build_array(jsonb_build_array(old_amount::text, old_tax), jsonb_build_array(amount::text, tax_included))
         from ${write} where old_tax <> tax_included`,
      ];
    case 'priceGone':
      return [
        `select product_id, ${literal(exact.field)}, jsonb_build_array(jsonb_build_array(old_amount::text, old_tax), null) from ${write}`,
      ];
    case 'value':
      // The readable change has the text of what stood there; a number or a list comes back as what it was.
      return exact.members.map(
        ({ field, code }) =>
          `select product_id, ${literal(field)}, jsonb_build_array(old_values -> ${literal(code)}, new_values -> ${literal(code)})
         from ${write} where jsonb_typeof(old_values -> ${literal(code)}) <> 'string' and old_values -> ${literal(code)} is distinct from new_values -> ${literal(code)}`,
      );
    case 'identifier':
      return [
        `select product_id, 'identifier/' || kind || '/' || value, jsonb_build_array(null, jsonb_build_object('raw', raw)) from ${write}`,
      ];
    case 'issue':
      return [
        `select product_id, 'issue/' || rule || '/' || source, jsonb_build_array(old_params, params)
         from ${write} where old_params is distinct from params`,
      ];
    case 'category':
      return [];
  }
}

/** All links of a product, before and after: {category id: whether it is the main one}. */
const categoryPairs = (writes: readonly string[]): string => `
  select product_id, 'category', jsonb_build_array(
      jsonb_object_agg(category_id, old_main) filter (where old_main is not null),
      jsonb_object_agg(category_id, is_main) filter (where is_main is not null))
    from (${writes.map((write) => `select coalesce(product_id, gone_from) as product_id, category_id, old_main, is_main from ${write}`).join(' union all ')}) l
    group by product_id`;
