import type { Executor } from '../products/product.queries.ts';
import { foldText } from '../text/fold.ts';
import type { AttributeScope } from './attribute-rules.ts';
import type { Labels } from './attribute.tables.ts';
import type { ValueDefinition } from './value-rules.ts';

/** A definition by which cells of a file are read. */
export interface CellDefinition extends ValueDefinition {
  readonly scope: AttributeScope;
  /** Codes of options or units by what a file may call them: the code, a label, a unit's symbol; also folded. */
  readonly codes: ReadonlyMap<string, string>;
}

interface Row extends Omit<CellDefinition, 'codes'> {
  readonly option_labels: Readonly<Record<string, Labels>> | null;
  readonly unit_names: Readonly<Record<string, { symbol: string; labels: Labels }>> | null;
}

/** Those of the attributes that are defined, each with all of its options. */
export async function readCellDefinitions(
  db: Executor,
  codes: readonly string[],
): Promise<ReadonlyMap<string, CellDefinition>> {
  if (codes.length === 0) return new Map();
  const { rows } = await db.query<Row & Record<string, unknown>>(
    `select a.code, a.type, a.scope, a.rules, '{}'::text[] as products,
      case when a.type in ('option', 'multi_option') then array(
        select o.code from attribute_options o where o.attribute_code = a.code order by o.position, o.code) else '{}' end as options,
      case when a.type in ('option', 'multi_option') then (
        select jsonb_object_agg(o.code, o.labels) from attribute_options o where o.attribute_code = a.code) end as option_labels,
      case a.type when 'measure' then coalesce((
        select jsonb_object_agg(u.code, jsonb_build_object('numerator', u.numerator::text, 'denominator', u.denominator::text, 'shift', u.shift::text))
        from units u where u.family = a.rules ->> 'unitFamily'), '{}') else '{}' end as units,
      case a.type when 'measure' then (
        select jsonb_object_agg(u.code, jsonb_build_object('symbol', u.symbol, 'labels', u.labels))
        from units u where u.family = a.rules ->> 'unitFamily') end as unit_names
     from attributes a where a.code = any($1)`,
    [codes],
  );
  return new Map(
    rows.map(({ option_labels: labels, unit_names: units, ...row }) => [
      row.code,
      { ...row, codes: codesByName(labels ?? {}, units ?? {}) },
    ]),
  );
}

function codesByName(
  labels: NonNullable<Row['option_labels']>,
  units: NonNullable<Row['unit_names']>,
): ReadonlyMap<string, string> {
  const named = [
    ...Object.entries(labels).map(([code, texts]) => [code, Object.values(texts)] as const),
    ...Object.entries(units).map(
      ([code, unit]) => [code, [unit.symbol, ...Object.values(unit.labels)]] as const,
    ),
  ];
  const codes = named.map(([code]) => [code, code] as const);
  const names = named.flatMap(([code, texts]) => texts.map((text) => [text, code] as const));
  const folded = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([name, code]) => [foldText(name), code] as const);
  // The last one stands: a code means itself, whatever else is called like it.
  return new Map([...single(folded(names)), ...single(folded(codes)), ...single(names), ...codes]);
}

/** Without names of two: mW is not MW. */
function single(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const [name, code] of pairs) {
    if ((found.get(name) ?? code) !== code) twice.add(name);
    found.set(name, code);
  }
  for (const name of twice) found.delete(name);
  return found;
}
