import { isUuid } from '../../platform/http/uuid.ts';
import type { Executor } from '../products/product.queries.ts';
import type { AttributeScope } from './attribute-rules.ts';
import type { ValueDefinition } from './value-rules.ts';

export type ScopedDefinition = ValueDefinition & { readonly scope: AttributeScope };

/**
 * Those of the attributes that are defined, in one statement however many there are; of options and products only
 * those that the values name, as an attribute may have thousands.
 */
export async function readValueDefinitions(
  db: Executor,
  values: readonly { readonly code: string; readonly value: unknown }[],
): Promise<Map<string, ScopedDefinition>> {
  const named = values
    .flatMap(({ value }) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter((value): value is string => typeof value === 'string' && value.length <= 100);
  const { rows } = await db.query<ScopedDefinition>({
    name: 'read-value-definitions',
    text: `select a.code, a.type, a.scope, a.rules,
      case when a.type in ('option', 'multi_option') then array(
        select o.code from attribute_options o where o.attribute_code = a.code and o.code = any($2)) else '{}' end as options,
      case a.type when 'measure' then coalesce((
        select jsonb_object_agg(u.code, jsonb_build_object('numerator', u.numerator::text, 'denominator', u.denominator::text, 'shift', u.shift::text))
        from units u where u.family = a.rules ->> 'unitFamily'), '{}') else '{}' end as units,
      case a.type when 'reference' then array(select p.id::text from products p where p.id = any($3::uuid[])) else '{}' end as products
     from attributes a where a.code = any($1)`,
    values: [[...new Set(values.map(({ code }) => code))], named, named.filter(isUuid)],
  });
  return new Map(rows.map((row) => [row.code, row]));
}

/** Enough to choose from in an error. */
const SHOWN_OPTIONS = 20;

export async function readFirstOptions(db: Executor, attribute: string): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    `select code from attribute_options where attribute_code = $1 order by position, code limit ${SHOWN_OPTIONS}`,
    [attribute],
  );
  return rows.map(({ code }) => code);
}

/** Channels with their locales, and where the product has values already. */
export async function readKnownScopes(
  db: Executor,
  productId: string,
): Promise<{ channels: Set<string>; locales: Set<string> }> {
  const { rows } = await db.query<{ channel: string; locales: string[] }>(
    `select code as channel, locales from channels
     union all select channel, array[locale] from product_attributes where product_id = $1`,
    [productId],
  );
  return {
    channels: new Set(rows.map(({ channel }) => channel)),
    locales: new Set(rows.flatMap(({ locales }) => locales)),
  };
}
