import type { PoolClient } from 'pg';
import { appendBatchEvent } from './batch.queries.ts';
import { columnOf, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { survivorOf } from '../merging/redirect.queries.ts';
import { literal, textArray } from './field-sql.ts';

/** Where the change of products stands that a file makes models by naming them, without a row of their own. */
const MODELS_BATCH = 1_500_000;
/** Who is nobody's variant. */
const NO_PRODUCT = '00000000-0000-0000-0000-000000000000';

/**
 * Notes in the plan who stands below whom, once for all rows. A row names its parent by the reference or SKU of another
 * row, before or behind it, else of a product that is there. Who has variants is a model, who has a parent a variant; a
 * row's own word counts where neither says it. A bundle is one while it is made of something, which no row says.
 *
 * @param scope restricts the rows: `s` is the stage, `p` the plan
 */
export function findParents(changeSetId: string, definition: ChangeSetDefinition, scope: string): string {
  const { stage, plan } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const [parent, type, reference, sku] = ['parent', 'type', 'supplierReference', 'sku'].map((field) =>
    columnOf(columns, field),
  );
  const keys = [reference, sku].filter((column) => column !== null && column !== undefined);
  const [named, given] = [parent ? `s.${parent}` : 'null::text', type ? `s.${type}` : 'null::text'];
  const supplier = definition.supplierId;
  return `
    with wanted as materialized (select distinct ${named} as key from ${stage} s where ${named} is not null),
    described as (
      select w.key, (array_agg(p.product_id order by k.key = w.key desc, p.line))[1] as product_id
      from ${stage} s join ${plan} p on p.line = s.line
      cross join lateral (values ${keys.map((key) => `(s.${key})`).join(', ') || '(null)'}) k(key)
      join wanted w on lower(w.key) = lower(k.key)
      where p.action in ('c', 'u', 'n') group by w.key),
    parents as materialized (
      select w.key, coalesce(d.product_id, ${supplier ? 'o.product_id, ' : ''}${definition.redirected ? survivorOf('q.id') : 'q.id'}) as product_id
      from wanted w left join described d on d.key = w.key
      ${
        supplier
          ? `left join lateral (
        select o.product_id from supplier_products o where o.supplier_id = ${literal(supplier)} and o.supplier_reference in ${spellings('w.key')}
        order by o.supplier_reference = w.key desc limit 1) o on d.key is null`
          : ''
      }
      left join lateral (
        select q.id from products q where q.sku in ${spellings('w.key')} order by q.sku = w.key desc limit 1) q on d.key is null),
    placed as (
      select p.line, nullif(a.product_id, p.product_id) as parent_id, pr.type as old_type, case
          when pr.type = 'bundle' then 'bundle'
          when m.product_id is not null or ${given} = 'model'
            or p.action <> 'c' and exists (select from products v where v.parent_id = p.product_id) then 'model'
          when nullif(a.product_id, p.product_id) is not null or pr.parent_id is not null then 'variant'
          when ${given} in ('variant', 'bundle') then 'simple'
          else coalesce(${given}, pr.type, 'simple') end as type
      from ${plan} p join ${stage} s on s.line = p.line
      left join parents a on a.key = ${named}
      left join (select distinct product_id from parents) m on m.product_id = p.product_id
      left join products pr on pr.id = p.product_id and p.action <> 'c'
      where p.action in ('c', 'u', 'n') and p.follows is null and ${scope})
    update ${plan} p set parent_id = d.parent_id, type = d.type from placed d
    where d.line = p.line and (coalesce(d.parent_id, p.parent_id) is not null or d.type <> coalesce(d.old_type, 'simple'))`;
}

/**
 * Adds to the changes of planned rows where their products go, against what the catalogue says now; behind
 * `planSelect`, over the same rows, whenever that is asked.
 *
 * @param scope restricts the rows: `s` is the stage, `p` the plan
 */
export function comparePlaces(changeSetId: string, definition: ChangeSetDefinition, scope: string): string {
  const { stage, plan } = stagingTables(changeSetId);
  const parent = columnOf(stageColumns(definition), 'parent');
  const kept = [...definition.lockedBy, ...definition.outrankedBy];
  const mayWrite = (field: string): string =>
    kept.length === 0
      ? 'true'
      : `coalesce(fs.owners ->> ${literal(field)}, pr.owner) <> all(${textArray(kept)})`;
  return `
    with compared as (
      select p.line, jsonb_strip_nulls(jsonb_build_object(
        'parent', case when p.parent_id is distinct from pr.parent_id and p.parent_id is not null and ${mayWrite('parent')}
          then jsonb_build_array((select sku from products m where m.id = pr.parent_id), ${parent ? `s.${parent}` : 'null::text'}) end,
        'type', case when p.type <> pr.type and ${mayWrite('type')} then jsonb_build_array(pr.type, p.type) end)) as changes
      from ${plan} p join ${stage} s on s.line = p.line join products pr on pr.id = p.product_id
      left join field_sources fs on fs.product_id = pr.id
      where p.action in ('u', 'n') and (p.parent_id is not null or p.type is not null) and ${scope})
    update ${plan} p set action = 'u', changes = p.changes || c.changes from compared c
    where c.line = p.line and c.changes <> '{}'`;
}

/** A reference as it is written, and in the cases that a shop that does not tell them apart may have for it. */
export const spellings = (key: string): string => `(${key}, lower(${key}), upper(${key}))`;

/**
 * Behind the batches: variants stand below the products that their parents' rows became, also those of a batch that
 * was applied before such a row was planned again; below none, if that row was left out. Products that this change set
 * made somebody's parent, and that no row of it describes, become models.
 */
export async function settleStructure(
  client: PoolClient,
  changeSetId: string,
  onChanged: () => void,
): Promise<void> {
  const { plan } = stagingTables(changeSetId);
  await client.query('begin');
  await client.query(
    `update products v set parent_id = p.parent_id, type = case when p.parent_id is null then 'simple' else v.type end
     from ${plan} p
     where v.id = p.product_id and p.action in ('c', 'u') and (p.parent_id is not null or p.type is not null)
       and v.parent_id <> coalesce(p.parent_id, '${NO_PRODUCT}')
       and not exists (select from products m where m.id = v.parent_id)`,
  );
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
