import type { PoolClient } from 'pg';
import { appendBatchEvent } from './batch.queries.ts';
import { columnOf, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { survivorOf } from '../merging/redirect.queries.ts';
import { literal, textArray } from './field-sql.ts';

/** Where the change of products stands that a file makes models by naming them, without a row of their own. */
const MODELS_BATCH = 1_500_000;

/**
 * Models and variants of planned rows. A row names its parent by the reference or SKU of another row, before or
 * behind it, else of a product that is there. Who has variants is a model, who has a parent a variant; a row's own
 * word counts where neither says it. A bundle is one while it is made of something, which no row says. Runs behind
 * `planSelect`, over the same rows.
 *
 * @param scope restricts the rows: `s` is the stage, `p` the plan
 */
export function placeInStructure(
  changeSetId: string,
  definition: ChangeSetDefinition,
  scope: string,
): string {
  const { stage, plan } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const [parent, type, reference, sku] = ['parent', 'type', 'supplierReference', 'sku'].map((field) =>
    columnOf(columns, field),
  );
  const keys = [reference, sku].filter((column) => column !== null && column !== undefined);
  const supplier = definition.supplierId;
  const kept = [...definition.lockedBy, ...definition.outrankedBy];
  const mayWrite = (field: string): string =>
    kept.length === 0
      ? 'true'
      : `coalesce(d.owners ->> ${literal(field)}, d.owner) <> all(${textArray(kept)})`;
  return `
    with wanted as materialized (
      select distinct ${parent ? `s.${parent}` : 'null'} as key from ${stage} s where ${parent ? `s.${parent} is not null` : 'false'}),
    named as (
      select w.key, (array_agg(p.product_id order by k.key = w.key desc, p.line))[1] as product_id
      from ${stage} s join ${plan} p on p.line = s.line
      cross join lateral (values ${keys.map((key) => `(s.${key})`).join(', ') || '(null)'}) k(key)
      join wanted w on lower(w.key) = lower(k.key)
      where p.action in ('c', 'u', 'n') group by w.key),
    parents as materialized (
      select w.key, coalesce(n.product_id, ${supplier ? 'o.product_id, ' : ''}${definition.redirected ? survivorOf('q.id') : 'q.id'}) as product_id
      from wanted w left join named n on n.key = w.key
      ${
        supplier
          ? `left join lateral (
        select o.product_id from supplier_products o where o.supplier_id = ${literal(supplier)} and o.supplier_reference in ${spellings('w.key')}
        order by o.supplier_reference = w.key desc limit 1) o on n.key is null`
          : ''
      }
      left join lateral (
        select q.id from products q where q.sku in ${spellings('w.key')} order by q.sku = w.key desc limit 1) q on n.key is null),
    rows as (
      select p.line, p.action, p.product_id, nullif(a.product_id, p.product_id) as parent_id,
        ${parent ? `s.${parent}` : 'null'} as named, ${type ? `s.${type}` : 'null::text'} as given,
        pr.parent_id as old_parent, pr.type as old_type, pr.owner, fs.owners,
        m.product_id is not null
          or p.action <> 'c' and exists (select from products v where v.parent_id = p.product_id) as has_variants
      from ${plan} p join ${stage} s on s.line = p.line
      left join parents a on a.key = ${parent ? `s.${parent}` : 'null'}
      left join (select distinct product_id from parents) m on m.product_id = p.product_id
      left join products pr on pr.id = p.product_id and p.action <> 'c'
      left join field_sources fs on fs.product_id = pr.id
      where p.action in ('c', 'u', 'n') and p.follows is null and ${scope}
        and (p.action <> 'c' or m.product_id is not null or ${[parent, type].flatMap((column) => (column ? [`s.${column} is not null`] : [])).join(' or ')})),
    placed as (
      select d.*, case
          when old_type = 'bundle' then 'bundle'
          when has_variants or given = 'model' then 'model'
          when parent_id is not null or old_parent is not null then 'variant'
          when given in ('variant', 'bundle') then 'simple'
          else coalesce(given, old_type, 'simple') end as type
      from rows d),
    changed as (
      select d.line, d.action, d.parent_id, d.type, jsonb_strip_nulls(jsonb_build_object(
        'parent', case when d.parent_id is distinct from d.old_parent and d.parent_id is not null and ${mayWrite('parent')}
          then jsonb_build_array((select sku from products m where m.id = d.old_parent), d.named) end,
        'type', case when d.type <> d.old_type and ${mayWrite('type')} then jsonb_build_array(d.old_type, d.type) end)) as changes
      from placed d)
    update ${plan} p set parent_id = c.parent_id, type = c.type,
      action = case when p.action = 'n' and c.changes <> '{}' then 'u' else p.action end,
      changes = case when p.action = 'c' then p.changes else p.changes || c.changes end
    from changed c where c.line = p.line
      and (c.parent_id is not null or c.changes <> '{}' or c.action = 'c' and c.type <> 'simple')`;
}

/** A reference as it is written, and in the cases that a shop that does not tell them apart may have for it. */
export const spellings = (key: string): string => `(${key}, lower(${key}), upper(${key}))`;

/** Products that this change set made somebody's parent, and that no row of it describes, become models. */
export async function makeModels(
  client: PoolClient,
  changeSetId: string,
  onChanged: () => void,
): Promise<void> {
  const { plan } = stagingTables(changeSetId);
  await client.query('begin');
  const { rows } = await client.query<{ n: number }>(
    `with made as (
       update products m set type = 'model', version = m.version + 1, updated_at = now()
       where m.type in ('simple', 'variant')
         and m.id in (select p.parent_id from ${plan} p where p.parent_id is not null and p.action in ('c', 'u', 'n'))
       returning m.id, m.version, old.type as old_type),
     log as (
       insert into field_changes (change_set_id, product_id, batch, kind, version, changes)
       select $1, id, $2, 'updated', version, jsonb_build_object('type', jsonb_build_array(old_type, 'model')) from made)
     select count(*)::int as n from made`,
    [changeSetId, MODELS_BATCH],
  );
  const { n } = rows[0]!;
  if (n > 0)
    await appendBatchEvent(client, changeSetId, MODELS_BATCH, {
      created: 0,
      updated: n,
      fields: { type: n },
    });
  await client.query('commit');
  if (n > 0) onChanged();
}
