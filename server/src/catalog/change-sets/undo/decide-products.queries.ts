import { uuidArray, type UndoScope } from './undo-plan.queries.ts';

/**
 * What becomes of each product of the batch: one that the operations made goes, unless something else refers to it;
 * one that they deleted comes back, unless its codes are somebody else's now; of the others only fields are walked
 * back.
 */
export const decideProducts = (scope: UndoScope): string => `
  create temporary table undo_products on commit drop as
  with ends as (
    select product_id, (array_agg(kind = 'created' or (kind = 'restored' and changes is null) order by seq))[1] as made,
      (array_agg(kind order by seq desc))[1] = 'deleted' as removed,
      (array_agg(exact -> 'image' order by seq desc))[1] as image
    from undo_rows group by product_id),
  judged as (
    select e.*, p.id is not null as present,
      case when e.made and p.id is not null then ${referredBy(scope)}
        when e.removed and p.id is null then ${takenBy}
        when p.id is null and not e.made then 'product.gone' end as reason
    from ends e left join products p on p.id = e.product_id)
  select product_id, reason, image,
    case when made then case when not present then 'gone' when reason is null then 'delete' else 'keep' end
      when reason is not null then 'keep'
      when removed and not present then 'restore'
      else 'change' end as action
  from judged;
  analyze undo_products (product_id, action)`;

/**
 * Why a product that the operations made stays: another operation that is in effect changed it, an offer hangs on
 * it of which its own history knows nothing, or it is the model of a variant.
 */
const referredBy = (scope: UndoScope): string => `case
  when ${changedSince(scope, 'e.product_id')} then 'product.changed_since'
  when exists (
    select from supplier_products o where o.product_id = e.product_id
      and not exists (select from field_changes f where f.product_id = e.product_id and f.offer_id = o.id)) then 'product.has_offer'
  when exists (select from products v where v.parent_id = e.product_id and not ${goesAsWell(scope)}) then 'product.has_variants' end`;

const changedSince = (scope: UndoScope, product: string): string => `exists (
    select from field_changes f join change_sets c on c.id = f.change_set_id
    where f.product_id = ${product} and f.at >= '${scope.since.toISOString()}'::timestamptz
      and f.change_set_id <> all(${uuidArray(scope.ending)}) and ${inEffect(scope, 'c')})`;

/** The same operations made the variant, or gave it this parent, and nobody has touched it since. */
const goesAsWell = (scope: UndoScope): string => `(exists (
    select from field_changes f where f.product_id = v.id and f.change_set_id = any(${uuidArray(scope.ending)})
      and (f.kind = 'created' or f.changes ? 'parent'))
    and not ${changedSince(scope, 'v.id')})`;

/** An operation that is in effect when the undo has ended; an undo itself has no values of its own. */
export const inEffect = (scope: UndoScope, alias: string): string =>
  `${alias}.kind <> 'undo' and (${alias}.undone_by is null or ${alias}.id = any(${uuidArray(scope.returning)}))`;

/** Why a deleted product cannot come back. */
const takenBy = `case
  when exists (select from products q where q.sku = e.image #>> '{products,0,sku}') then 'sku.taken'
  when exists (
    select from jsonb_to_recordset(e.image -> 'product_identifiers') as i(kind text, value text)
    join product_identifiers q on q.kind = 'gtin' and q.value = i.value where i.kind = 'gtin') then 'gtin.taken'
  when exists (
    select from jsonb_to_recordset(e.image -> 'supplier_products') as o(supplier_id uuid, supplier_reference text)
    join supplier_products q on q.supplier_id = o.supplier_id and q.supplier_reference = o.supplier_reference) then 'reference.taken' end`;
