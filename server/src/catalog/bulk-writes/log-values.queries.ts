export interface LoggedValues {
  /** Entries that changed something, by their index. */
  readonly entries: number[];
  readonly products: number;
  /** Field -> products in which it changed. */
  readonly fields: Readonly<Record<string, number>>;
}

/**
 * The end of a statement that writes prices or stocks: the history of its `changed` (entry, product_id, field, old,
 * new, old_exact, new_exact), one row a product, without a new version, which counts neither. The fields are a
 * person's from then on, so that no file writes over them, and the suppliers' next files are compared with the
 * products again, although their rows may be the same. `$1` is the operation.
 */
export const logValues = `
  owned as materialized (
    select c.product_id, c.field, s.owners ->> c.field as old
    from changed c join products p on p.id = c.product_id left join field_sources s on s.product_id = c.product_id
    where coalesce(s.owners ->> c.field, p.owner) <> 'user'),
  owners as (
    insert into field_sources (product_id, owners)
    select product_id, jsonb_object_agg(field, 'user'::text) from owned group by product_id order by product_id
    on conflict (product_id) do update set owners = field_sources.owners || excluded.owners),
  hashes as (
    update supplier_products o set row_hash = null from (select distinct product_id from changed) c
    where o.product_id = c.product_id and o.row_hash is not null),
  written as (
    select product_id, jsonb_object_agg(field, jsonb_build_array(old, new)) as changes,
      coalesce(jsonb_object_agg(field, jsonb_build_array(old_exact, new_exact))
        filter (where coalesce(old_exact, new_exact) is not null), '{}') as exact
    from changed group by product_id),
  log as (
    insert into field_changes (at, change_set_id, product_id, kind, version, changes, exact)
    select clock_timestamp(), $1::uuid, w.product_id, 'updated', p.version, w.changes, w.exact || coalesce(o.pairs, '{}')
    from written w join products p on p.id = w.product_id
    left join (
      select product_id, jsonb_object_agg('owner/' || field, jsonb_build_array(old, 'user'::text)) as pairs
      from owned group by product_id) o on o.product_id = w.product_id)
  select coalesce(array_agg(entry), '{}') as entries, count(distinct product_id)::int as products,
    (select coalesce(jsonb_object_agg(field, n), '{}') from (select field, count(*) as n from changed group by field) f) as fields
  from changed`;
