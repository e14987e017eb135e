import { isDeepStrictEqual } from 'node:util';
import type { PoolClient } from 'pg';
import type { FieldChangeMap } from '../tables.ts';

/** What a product says beside and behind its readable fields, under the keys of `field_changes.exact`. */
export type ExactState = Readonly<Record<string, unknown>>;

export async function readExactState(client: PoolClient, productId: string): Promise<ExactState> {
  const { rows } = await client.query<{ state: ExactState }>(
    `select jsonb_build_object('brand', p.brand_id, 'family', p.family_id, 'parent', p.parent_id,
         'category', (select jsonb_object_agg(c.category_id, c.is_main) from product_categories c where c.product_id = p.id))
       || coalesce((select jsonb_object_agg('price.' || x.type || ':' || x.currency, jsonb_build_array(x.amount::text, x.tax_included))
            from product_prices x where x.product_id = p.id), '{}')
       || coalesce((select jsonb_object_agg('owner/' || o.key, o.value) from field_sources s cross join lateral jsonb_each(s.owners) o
            where s.product_id = p.id), '{}')
       || coalesce((select jsonb_object_agg('identifier/' || i.kind || '/' || i.value, jsonb_build_object('raw', i.raw))
            from product_identifiers i where i.product_id = p.id), '{}')
       || coalesce((select jsonb_object_agg('issue/' || q.rule || '/' || q.source, q.params)
            from quality_issues q where q.product_id = p.id), '{}') as state
     from products p where p.id = $1`,
    [productId],
  );
  return rows[0]?.state ?? {};
}

/** key -> [old, new] of what differs. */
export function exactChanges(before: ExactState, after: ExactState): FieldChangeMap | null {
  const changes: FieldChangeMap = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, present] = [before[key] ?? null, after[key] ?? null];
    if (!isDeepStrictEqual(old, present)) changes[key] = [old, present];
  }
  return Object.keys(changes).length > 0 ? changes : null;
}
