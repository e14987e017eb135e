import { literal } from '../field-sql.ts';
import { inEffect } from './in-effect.queries.ts';
import { uuidArray, type UndoScope } from './undo-plan.queries.ts';

/**
 * A product that something would refer to again is not there, and does not come back with this undo either: one that
 * the operations deleted is another batch's to bring back.
 */
export const missesProduct = (scope: UndoScope, id: string): string => `
  not exists (select from products m where m.id = ${id})
  and not exists (
    select from field_changes d where d.product_id = ${id} and d.kind = 'deleted'
      and d.change_set_id = any(${uuidArray(scope.operations)}) and d.at >= ${literal(scope.since.toISOString())}::timestamptz)`;

/** The contents that would come back in `old` have the bundle itself somewhere below them by now. */
export const closesCycle = `exists (
  with recursive below(id) as (
    select (i ->> 'id')::uuid from jsonb_array_elements(old -> 'items') as i
    union
    select i.product_id from below b join product_bundle_items i on i.bundle_id = b.id)
  select from below where below.id = found.product_id)`;

/**
 * Some bundle keeps the product of \`e\` as a component: what the operations made of the bundle does not say so, or
 * somebody else said so. A bundle whose contents the operations wrote goes back with them, whichever batch it is in.
 */
export const isHeldByBundle = (scope: UndoScope): string => {
  const names = (set: string): string => `
      select from field_changes f join change_sets c on c.id = f.change_set_id
      where f.product_id = i.bundle_id and f.changes ? 'bundle' and ${set}
        and coalesce(f.exact -> 'bundle', f.changes -> 'bundle') -> 1 -> 'items' @> jsonb_build_array(jsonb_build_object('id', e.product_id))`;
  const ending = uuidArray(scope.ending);
  return `exists (
    select from product_bundle_items i where i.product_id = e.product_id
      and (not exists (${names(`f.change_set_id = any(${ending})`)})
        or exists (${names(`f.change_set_id <> all(${ending}) and ${inEffect(scope, 'c')}`)})))`;
};

const reverted = (kind: string): string =>
  `undo_fields f where f.verdict = 'revert' and f.kind = ${literal(kind)}`;

/** A product is a bundle while it is made of something. */
export const revertBundles = [
  `delete from product_bundle_items x using ${reverted('bundle')} and x.bundle_id = f.product_id`,
  `delete from product_bundles x using ${reverted('bundle')} and f.old = 'null' and x.product_id = f.product_id`,
  `insert into product_bundles (product_id, price_mode)
   select f.product_id, f.old ->> 'priceMode' from ${reverted('bundle')} and f.old <> 'null'
   on conflict (product_id) do update set price_mode = excluded.price_mode`,
  `insert into product_bundle_items (bundle_id, product_id, quantity, position)
   select f.product_id, (i.item ->> 'id')::uuid, (i.item ->> 'quantity')::numeric, i.position
   from (select * from ${reverted('bundle')} and f.old <> 'null') f
   cross join lateral jsonb_array_elements(f.old -> 'items') with ordinality as i(item, position)`,
  `update products p set type = case when f.old = 'null' then 'simple' else 'bundle' end
   from ${reverted('bundle')} and p.id = f.product_id and p.type in ('simple', 'bundle')`,
];

export const revertRelations = [
  `delete from product_relations x using ${reverted('relation')} and x.product_id = f.product_id and x.kind = f.a`,
  `insert into product_relations (product_id, kind, related_id, position)
   select f.product_id, f.a, r.id::uuid, r.position
   from (select * from ${reverted('relation')} and f.old <> 'null') f
   cross join lateral jsonb_array_elements_text(f.old) with ordinality as r(id, position)`,
];

/** Addresses first, as they are read off what stands: one that goes leads on to the product, as after an edit. */
export const revertSeo = [
  `delete from slug_redirects x using ${reverted('seo')} and f.a = 'slug'
     and x.product_id = f.product_id and x.locale = f.b and x.channel = f.c and x.slug = f.old #>> '{}'`,
  `insert into slug_redirects (product_id, locale, channel, slug)
   select f.product_id, f.b, f.c, f.present #>> '{}' from ${reverted('seo')} and f.a = 'slug' and f.present <> 'null'
   on conflict (slug, locale, channel, product_id) do update set created_at = excluded.created_at`,
  `insert into product_seo as x (product_id, locale, channel, slug, title, description)
   select f.product_id, f.b, f.c, n.slug, n.title, n.description
   from (select f.product_id, f.b, f.c, jsonb_object_agg(f.a, f.old) as doc from ${reverted('seo')} group by f.product_id, f.b, f.c) f
   left join product_seo s on s.product_id = f.product_id and s.locale = f.b and s.channel = f.c
   cross join lateral jsonb_populate_record(s, f.doc) n
   on conflict (product_id, locale, channel) do update set slug = excluded.slug, title = excluded.title, description = excluded.description`,
  `delete from product_seo x using ${reverted('seo')} and x.product_id = f.product_id and x.locale = f.b and x.channel = f.c
     and coalesce(x.slug, x.title, x.description) is null`,
];
