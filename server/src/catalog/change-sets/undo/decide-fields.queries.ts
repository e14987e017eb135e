import { literal } from '../field-sql.ts';
import { uuidArray, type UndoScope } from './undo-plan.queries.ts';

/**
 * What becomes of each field of the products that stay, in `undo_fields`: `revert` where it still says what the
 * operations left, `nothing` where it says what it said before them, else why it is kept.
 *
 * Several changes of one field are one from the first to the last; where somebody else wrote between two of them,
 * what they wrote comes back, not what was before them.
 */
export const decideFields = (scope: UndoScope): string =>
  [foldSteps(scope), judgeFields(scope), followFields].join(';');

/** By itself, and analysed: joined at once with the catalogue it was planned as half a million rows, 2 s a batch. */
const foldSteps = (scope: UndoScope): string => `
  create temporary table undo_folded on commit drop as
  with places as (
    select * from jsonb_to_recordset(${literal(JSON.stringify(scope.places))}::jsonb) as t(key text, kind text, a text, b text, c text)),
  steps as (
    select r.product_id, r.seq, e.key, coalesce(r.changes ? e.key, false) as field, e.value -> 0 as old, e.value -> 1 as new,
      coalesce(r.changes -> e.key, e.value) -> 0 as shown_old, coalesce(r.changes -> e.key, e.value) -> 1 as shown_new,
      case when t.kind in ('reference', 'offerNumber', 'offerInteger') then r.offer_id end as offer_id,
      coalesce(t.kind, substring(e.key from '^[a-z]+')) as kind,
      coalesce(t.a, case when e.key like 'owner/%' then substr(e.key, 7) else split_part(e.key, '/', 2) end) as a,
      coalesce(t.b, substring(e.key from '^[a-z]+/[^/]*/(.*)$'), '') as b, t.c
    from undo_rows r cross join lateral jsonb_each(coalesce(r.changes, '{}') || coalesce(r.exact, '{}')) as e
    left join places t on t.key = e.key
    where r.kind <> 'deleted'),
  chained as (
    select *, lag(${linkOf('new')}) over (partition by product_id, offer_id, key order by seq) is distinct from ${linkOf('old')} as broken
    from steps),
  folded as (
    select product_id, offer_id, key, kind, a, b, c, bool_or(field) as field,
      (array_agg(old order by seq desc) filter (where broken))[1] as old, (array_agg(new order by seq desc))[1] as new,
      (array_agg(shown_old order by seq desc) filter (where broken))[1] as shown_old,
      (array_agg(shown_new order by seq desc))[1] as shown_new
    from chained group by product_id, offer_id, key, kind, a, b, c)
  select f.* from folded f join undo_products u on u.product_id = f.product_id and u.action in ('change', 'keep');
  analyze undo_folded (product_id, offer_id, kind)`;

/** What one change left and the next one found, whichever way each of them wrote it; never NULL, which is before the first. */
const linkOf = (side: 'old' | 'new'): string => `case
        when kind in ('brand', 'family', 'parent', 'category') then ${side}
        when kind in ('number', 'price', 'stock', 'offerNumber') then coalesce(to_jsonb((shown_${side} #>> '{}')::numeric), 'null')
        else shown_${side} end`;

const judgeFields = (scope: UndoScope): string => `
  create temporary table undo_fields on commit drop as
  -- An offer that the operations made goes as a whole, whatever else they set in it.
  with made_offers as (select offer_id from undo_folded where kind = 'reference' and old = 'null'),
  found as materialized (
    select f.*, o.id is not null as has_offer, o.change_set_id as offer_change_set,
      ${presentValue} as present
    from undo_folded f
    join products p on p.id = f.product_id
    left join field_sources w on f.kind = 'owner' and w.product_id = f.product_id
    left join product_prices x on f.kind = 'price' and x.product_id = f.product_id and x.type = f.a and x.currency = f.b
    left join product_stocks q on f.kind = 'stock' and q.product_id = f.product_id and q.location = f.a
    left join product_attributes v on f.kind = 'value' and v.product_id = f.product_id and v.locale = f.b and v.channel = f.c
    left join supplier_products o on o.id = f.offer_id
    where f.kind not in ('offerNumber', 'offerInteger') or not exists (select from made_offers m where m.offer_id = f.offer_id))
  select *, case
      when kind = 'reference' and old = 'null' and not has_offer then 'nothing'
      when kind = 'reference' and old = 'null' then
        case when offer_change_set = any(${uuidArray(scope.ending)}) then 'revert' else 'offer.changed_since' end
      when kind in ('reference', 'offerNumber', 'offerInteger') and not has_offer and jsonb_typeof(old) <> 'object' then 'offer.gone'
      when ${isSame('old')} then 'nothing'
      when not ${isSame('new')} then 'field.changed_since'
      when ${isGone} then kind || '.gone'
      when ${isTaken} then 'code.taken'
      else 'revert' end as verdict
  from found;
  create index on undo_fields (product_id);
  analyze undo_fields (product_id, offer_id, kind, verdict)`;

/** The value as it stands, in the form of the exact change. */
const presentValue = `coalesce(case f.kind
        when 'text' then to_jsonb(p) -> f.a
        when 'number' then to_jsonb(to_jsonb(p) ->> f.a)
        when 'brand' then to_jsonb(p.brand_id)
        when 'family' then to_jsonb(p.family_id)
        when 'parent' then to_jsonb(p.parent_id)
        when 'category' then (select jsonb_object_agg(l.category_id, l.is_main) from product_categories l where l.product_id = f.product_id)
        when 'images' then (select to_jsonb(array_agg(m.name order by m.position, m.name)) from product_media_references m where m.product_id = f.product_id)
        when 'price' then case when x.product_id is not null then jsonb_build_array(x.amount::text, x.tax_included) end
        when 'stock' then to_jsonb(q.quantity::text)
        when 'value' then v.values -> f.a
        when 'code' then (select to_jsonb(i.value) from product_identifiers i where i.product_id = f.product_id and i.kind = f.a and i.value = f.new #>> '{}')
        when 'reference' then case when f.old = 'null' then to_jsonb(o) else to_jsonb(o.supplier_reference) end
        when 'offerNumber' then to_jsonb(to_jsonb(o) ->> f.a)
        when 'offerInteger' then to_jsonb(o) -> f.a
        when 'owner' then w.owners -> f.a
        when 'identifier' then (select jsonb_build_object('raw', i.raw) from product_identifiers i where i.product_id = f.product_id and i.kind = f.a and i.value = f.b)
        when 'issue' then (select i.params from quality_issues i where i.product_id = f.product_id and i.rule = f.a and i.source = f.b)
      end, 'null')`;

/** A price is [amount, with tax], or its amount alone where the tax did not change. */
const amountOf = (value: string): string =>
  `(case jsonb_typeof(${value}) when 'array' then ${value} ->> 0 else ${value} #>> '{}' end)::numeric`;

/** Numbers are the same when they are equal, however many zeros they are written with. */
const isSame = (value: 'old' | 'new'): string => `case
        when kind in ('number', 'stock', 'offerNumber') then (present #>> '{}')::numeric is not distinct from (${value} #>> '{}')::numeric
        when kind = 'price' then ${amountOf('present')} is not distinct from ${amountOf(value)}
          and (jsonb_typeof(${value}) <> 'array' or jsonb_typeof(present) <> 'array' or present -> 1 = ${value} -> 1)
        when kind = 'reference' and jsonb_typeof(${value}) = 'object' then has_offer
        else present = ${value} end`;

/** A brand or category that would come back was deleted; no foreign key keeps products from it. */
const isGone = `case
        when old = 'null' then false
        when kind = 'brand' then not exists (select from brands b where b.id = (old #>> '{}')::uuid)
        when kind = 'parent' then not exists (select from products m where m.id = (old #>> '{}')::uuid)
        when kind = 'category' then exists (
          select from jsonb_object_keys(old) as k(id) where not exists (select from categories c where c.id = k.id::uuid))
        else false end`;

/** A code that would come back is another product's now. */
const isTaken = `case
        when old = 'null' then false
        when kind = 'text' and a = 'sku' then exists (select from products t where t.sku = old #>> '{}' and t.id <> product_id)
        when kind = 'text' and a = 'gtin' then exists (select from product_identifiers t where t.kind = 'gtin' and t.value = old #>> '{}' and t.product_id <> found.product_id)
        when kind = 'reference' and jsonb_typeof(old) = 'object' then exists (
          select from supplier_products t where t.supplier_id = (old ->> 'supplier_id')::uuid and t.supplier_reference = old ->> 'supplier_reference')
        when kind = 'reference' then exists (
          select from supplier_products t join supplier_products me on me.id = found.offer_id
          where t.supplier_id = me.supplier_id and t.supplier_reference = old #>> '{}' and t.id <> me.id)
        else false end`;

/** What is written beside a field goes where the field goes: its owner, the codes of a GTIN, the note of a missing title. */
const followFields = `
  update undo_fields s set verdict = 'nothing'
  where not s.field and s.verdict <> 'nothing' and case
    when s.verdict <> 'revert' then true
    when s.kind = 'owner' then not exists (
      select from undo_fields f where f.product_id = s.product_id and f.key = s.a and f.field and f.verdict = 'revert')
    when s.kind = 'identifier' and s.a = 'gtin' then exists (
      select from undo_fields f where f.product_id = s.product_id and f.key = 'gtin' and f.verdict <> 'revert')
    when s.kind = 'issue' and s.a = 'title.missing' then exists (
      select from undo_fields f where f.product_id = s.product_id and f.key = 'title' and f.verdict <> 'revert')
    else false end`;
