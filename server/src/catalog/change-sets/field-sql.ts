import pg from 'pg';
import type { StageColumn } from './definition.ts';
import { termColumns } from './term-cells.ts';

export const literal = (text: string): string => pg.escapeLiteral(text);
export const textArray = (items: readonly string[]): string =>
  `array[${items.map(literal).join(', ')}]::text[]`;

/** How one staged field is compared with the catalogue; the aliases are those of `plan.queries.ts`. */
export interface FieldComparison {
  readonly column: StageColumn;
  /** True where the row has a value that is not the catalogue's. */
  readonly differs: string;
  /** True where the catalogue has a value. */
  readonly filled: string;
  readonly oldJson: string;
  readonly newJson: string;
  readonly joins: readonly string[];
}

export function compareFields(columns: readonly StageColumn[]): FieldComparison[] {
  return columns
    .map((column, index) => compareField(column, index))
    .filter((c) => c !== null)
    .map(byPolicy);
}

/** True where the row empties the field. */
export const clears = (column: StageColumn, alias: string): string =>
  `coalesce(${alias}.cleared ? ${literal(column.field)}, false)`;

function byPolicy(c: FieldComparison): FieldComparison {
  const { policy } = c.column;
  if (policy === 'setIfEmpty') return { ...c, differs: `${c.differs} and not (${c.filled})` };
  if (policy === 'clear')
    return { ...c, differs: `(${c.differs} or ${clears(c.column, 's')} and ${c.filled})` };
  return c;
}

/** The value joined for each kind of place; a made SKU is fixed at creation, so it is never compared. */
function compareField(column: StageColumn, index: number): FieldComparison | null {
  const { target } = column;
  const incoming = `s.${column.column}`;
  const isText = column.type === 'text' || column.type === 'numeric';
  const simple = (current: string, joins: string[] = []): FieldComparison => ({
    column,
    differs: `${incoming} is not null and ${current} is distinct from ${incoming}`,
    filled: `${current} is not null`,
    oldJson: isText ? `${current}::text` : current,
    newJson: isText ? `${incoming}::text` : incoming,
    joins,
  });
  switch (target.kind) {
    case 'product':
      return target.column === 'sku' ? null : simple(`pr.${target.column}`);
    case 'offer':
      return target.column === 'supplier_reference' ? null : simple(`o.${target.column}`);
    case 'price':
      return simple(`x${index}.amount`, [
        `left join product_prices x${index} on x${index}.product_id = r.product_id and x${index}.type = ${literal(target.type)} and x${index}.currency = ${literal(target.currency)}`,
      ]);
    case 'stock':
      return simple(`x${index}.quantity`, [
        `left join product_stocks x${index} on x${index}.product_id = r.product_id and x${index}.location = ${literal(target.location)}`,
      ]);
    case 'value':
      return simple(`(x${index}.values ${column.type === 'jsonb' ? '->' : '->>'} ${literal(target.code)})`, [
        `left join product_attributes x${index} on x${index}.product_id = r.product_id and x${index}.locale = ${literal(target.locale)} and x${index}.channel = ${literal(target.channel)}`,
      ]);
    case 'seo':
      return simple(`x${index}.${target.part}`, [
        `left join product_seo x${index} on x${index}.product_id = r.product_id and x${index}.locale = ${literal(target.locale)} and x${index}.channel = ${literal(target.channel)}`,
      ]);
    case 'identifier':
      return simple(`x${index}.value`, [
        `left join product_identifiers x${index} on x${index}.product_id = r.product_id and x${index}.kind = ${literal(target.identifier)} and x${index}.value = ${incoming}`,
      ]);
    case 'parent':
    case 'type':
      return null;
    case 'brand':
      return termComparison(column, index, 'brands', 'name', 'name_key', 'pr.brand_id');
    case 'family':
      return termComparison(column, index, 'families', 'code', 'code_key', 'pr.family_id');
    case 'categories':
      return categoryComparison(column, index);
    case 'images':
      return imageComparison(column, index);
  }
}

function termComparison(
  column: StageColumn,
  index: number,
  table: string,
  name: string,
  key: string,
  id: string,
): FieldComparison {
  const term = `t_${column.column}`;
  return {
    column,
    differs: `s.${column.column} is not null and x${index}.${key} is distinct from ${term}.key`,
    filled: `x${index}.id is not null`,
    oldJson: `x${index}.${name}`,
    newJson: `coalesce(${term}.name, s.${column.column})`,
    joins: [`left join ${table} x${index} on x${index}.id = ${id}`],
  };
}

function categoryComparison(column: StageColumn, index: number): FieldComparison {
  const term = `t_${column.column}`;
  const merged = column.policy === 'merge';
  return {
    column,
    differs: merged
      ? `s.${column.column} is not null and not (${term}.keys <@ coalesce(x${index}.keys, '{}'))`
      : `s.${column.column} is not null and x${index}.keys is distinct from ${term}.keys`,
    filled: `x${index}.keys is not null`,
    oldJson: `to_jsonb(x${index}.names)`,
    newJson: merged
      ? `(select to_jsonb(array_agg(distinct n order by n)) from unnest(x${index}.names || ${term}.names) n)`
      : `to_jsonb(${term}.names)`,
    joins: [
      `left join lateral (
        select array_agg(c.path_key order by c.path_key) as keys, array_agg(c.full_path order by c.path_key) as names
        from product_categories pc join categories c on c.id = pc.category_id
        where pc.product_id = r.product_id
      ) x${index} on ${term}.keys is not null${column.policy === 'clear' ? ` or ${clears(column, 's')}` : ''}`,
    ],
  };
}

/** The names of a cell of pictures, in order. */
export const namesOf = (cell: string): string => `string_to_array(${cell}, chr(31))`;

function imageComparison(column: StageColumn, index: number): FieldComparison {
  const given = namesOf(`s.${column.column}`);
  const merged = column.policy === 'merge';
  const present = `coalesce(x${index}.names, '{}')`;
  return {
    column,
    differs: merged
      ? `s.${column.column} is not null and not (${given} <@ ${present})`
      : `s.${column.column} is not null and x${index}.names is distinct from ${given}`,
    filled: `x${index}.names is not null`,
    oldJson: `to_jsonb(x${index}.names)`,
    newJson: merged
      ? `to_jsonb(${present} || array(select n from unnest(${given}) with ordinality as u(n, at) where n <> all(${present}) order by at))`
      : `to_jsonb(${given})`,
    joins: [
      `left join lateral (
        select array_agg(m.name order by m.position, m.name) as names from product_media_references m where m.product_id = r.product_id
      ) x${index} on true`,
    ],
  };
}

/** Joins of a row's brand, family and category cells to what they mean in the catalogue (see `terms.queries.ts`). */
export function termJoins(columns: readonly StageColumn[], terms: string): string[] {
  return termColumns(columns).map(
    ({ column, target }) =>
      `left join ${terms} t_${column} on t_${column}.kind = ${literal(target.kind)} and t_${column}.value = s.${column}`,
  );
}

/** Field -> rows that have a value for it. */
export function countFields(columns: readonly StageColumn[], alias: string): string {
  return buildObject(columns.map((c) => [c.field, `count(${alias}.${c.column})`] as const));
}

/** `jsonb_build_object` takes 100 arguments at most: 40 pairs a call. */
export function buildObject(pairs: readonly (readonly [name: string, expression: string])[]): string {
  if (pairs.length === 0) return `'{}'::jsonb`;
  const parts: string[] = [];
  for (let i = 0; i < pairs.length; i += 40) {
    const args = pairs.slice(i, i + 40).map(([name, expression]) => `${literal(name)}, ${expression}`);
    parts.push(`jsonb_build_object(${args.join(', ')})`);
  }
  return parts.join(' || ');
}
