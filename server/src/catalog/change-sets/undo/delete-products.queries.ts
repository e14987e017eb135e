import { literal } from '../field-sql.ts';
import type { UndoScope } from './undo-plan.queries.ts';

/** All that hangs on a product and goes with it; a test holds it against the database. */
export const productParts =
  'product_identifiers supplier_products product_prices scoped_prices product_stocks product_categories product_attributes product_media_references product_bundles product_bundle_items product_relations product_seo slug_redirects outdated_translations field_sources quality_issues product_redirects'.split(
    ' ',
  );

/** A component of a bundle stays in it while the bundle does: its rows go with the bundle. */
export const ownerOf = (table: string): string =>
  table === 'product_bundle_items' ? 'bundle_id' : 'product_id';

/**
 * Deletes products with all that hangs on them. What goes is what each DELETE returns, so that a table is read once;
 * it is kept whole in the change row, from which the undo of the undo brings the same rows back under the same ids.
 * Put together as text and parsed once: 5,000 products take 0.6 s, with jsonb all the way they took 1.2 s.
 */
export const deleteProducts = (scope: UndoScope, batch: number): string => `
  with gone as materialized (select product_id from undo_products where action = 'delete'),
  d as (delete from products x using gone g where x.id = g.product_id returning x.id as product_id, x.version, row_to_json(x) as row),
  ${productParts
    .map(
      (table, i) =>
        `d${i} as (delete from ${table} x using gone g where x.${ownerOf(table)} = g.product_id returning g.product_id, row_to_json(x) as row)`,
    )
    .join(',\n  ')}
  insert into field_changes (at, change_set_id, product_id, batch, kind, version, exact)
  select statement_timestamp(), ${literal(scope.undoId)}, d.product_id, ${batch}, 'deleted', d.version + 1,
    json_build_object('image', json_build_object('products', json_build_array(d.row),
      ${productParts.map((table, i) => `${literal(table)}, coalesce(p${i}.rows, '[]')`).join(', ')}))::jsonb
  from d
  ${productParts
    .map(
      (_, i) =>
        `left join (select product_id, json_agg(row) as rows from d${i} group by product_id) p${i} on p${i}.product_id = d.product_id`,
    )
    .join('\n  ')}`;

/** Brings deleted products back as they were, under a version that no reader has seen. */
export const restoreProducts = (scope: UndoScope, batch: number): string => `
  with back as materialized (select product_id, image from undo_products where action = 'restore'),
  log as (
    insert into field_changes (at, change_set_id, product_id, batch, kind, version)
    select statement_timestamp(), ${literal(scope.undoId)}, b.product_id, ${batch}, 'restored', (b.image #>> '{products,0,version}')::int + 2
    from back b),
  ${productParts
    .map(
      (table, i) =>
        `r${i} as (insert into ${table} select n.* from back b cross join lateral jsonb_populate_recordset(null::${table}, b.image -> ${literal(table)}) n)`,
    )
    .join(',\n  ')}
  insert into products select n.* from back b
  cross join lateral jsonb_populate_record(null::products, b.image -> 'products' -> 0
    || jsonb_build_object('version', (b.image #>> '{products,0,version}')::int + 2, 'updated_at', now())) n`;
