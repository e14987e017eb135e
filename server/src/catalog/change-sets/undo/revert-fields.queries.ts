import { literal } from '../field-sql.ts';
import { normalisedMpn } from '../create-products.queries.ts';
import { inEffect } from './in-effect.queries.ts';
import { revertBundles, revertRelations, revertSeo } from './structure.queries.ts';
import { scopeColumns, scopedKey, scopeText } from '../../prices/price-sql.ts';
import { uuidArray, type UndoScope } from './undo-plan.queries.ts';

const reverted = (kinds: string): string =>
  `undo_fields f where f.verdict = 'revert' and f.kind in (${kinds
    .split(' ')
    .map((kind) => literal(kind))
    .join(', ')})`;
const columns =
  'sku gtin asin mpn title description short_description status weight length width height tax_class family_variant brand_id family_id parent_id type'.split(
    ' ',
  );
const offerColumns =
  'supplier_reference cost currency stock lead_time_days min_quantity pack_quantity ended_at'.split(' ');

/** Offers that go back to another product; before products are deleted, because their offers go with them. */
export const moveOffers = `update supplier_products x set product_id = (f.old #>> '{}')::uuid, updated_at = now()
   from ${reverted('moved')} and x.id = f.offer_id and x.product_id <> (f.old #>> '{}')::uuid`;

/** The statements that write the old values of `undo_fields` back, in their order; then `logReverted`. */
export const revertFields = (scope: UndoScope): string[] => [
  ...writeFields,
  deleteOffers,
  restoreOffers,
  revertOffers(scope),
  forgetHashes,
];

const revertProducts = `
  with back as (
    select f.product_id, coalesce(jsonb_object_agg(f.a, f.old) filter (where f.kind not in ('category', 'images', 'value', 'bundle', 'relation', 'seo')), '{}') as doc
    from ${reverted('text number brand family parent category images value bundle relation seo')} group by f.product_id)
  update products t set ${columns.map((name) => `${name} = n.${name}`).join(', ')},
    mpn_key = case when b.doc ? 'mpn' then ${normalisedMpn('n.mpn')} else t.mpn_key end,
    version = t.version + 1, updated_at = now()
  from back b join products p on p.id = b.product_id cross join lateral jsonb_populate_record(p, b.doc) n
  where t.id = b.product_id`;

/** Amount and tax of what stood there. */
const oldPrice = `(case jsonb_typeof(f.old) when 'array' then f.old ->> 0 else f.old #>> '{}' end)::numeric,
     coalesce(case jsonb_typeof(f.old) when 'array' then (f.old ->> 1)::boolean end, (f.present ->> 1)::boolean, true)`;

const revertPrices = [
  `delete from product_prices x using ${reverted('price')} and f.old = 'null' and f.c = ''
     and x.product_id = f.product_id and x.type = f.a and x.currency = f.b`,
  `delete from scoped_prices y using ${reverted('price')} and f.old = 'null' and f.c <> ''
     and y.product_id = f.product_id and y.type = f.a and y.currency = f.b and ${scopeText('y')} = f.c`,
  `insert into product_prices (product_id, type, currency, amount, tax_included)
   select f.product_id, f.a, f.b, ${oldPrice}
   from ${reverted('price')} and f.old <> 'null' and f.c = ''
   on conflict (product_id, type, currency) do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now()`,
  `insert into scoped_prices (product_id, type, currency, channel, min_quantity, valid_from, valid_to, amount, tax_included)
   select f.product_id, f.a, f.b, ${scopeColumns('f.c')}, ${oldPrice}
   from ${reverted('price')} and f.old <> 'null' and f.c <> ''
   on conflict ${scopedKey} do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now()`,
];

const revertStocks = [
  `delete from product_stocks x using ${reverted('stock')} and f.old = 'null' and x.product_id = f.product_id and x.location = f.a`,
  `insert into product_stocks (product_id, location, quantity)
   select f.product_id, f.a, (f.old #>> '{}')::numeric from ${reverted('stock')} and f.old <> 'null'
   on conflict (product_id, location) do update set quantity = excluded.quantity, updated_at = now()`,
];

/** A document that is left empty goes. */
const revertAttributes = `
  with back as (
    select f.product_id, f.b as locale, f.c as channel, coalesce(jsonb_object_agg(f.a, f.old) filter (where f.old <> 'null'), '{}') as sets,
      coalesce(array_agg(f.a) filter (where f.old = 'null'), '{}') as gone
    from ${reverted('value')} group by f.product_id, f.b, f.c),
  emptied as (
    delete from product_attributes x using back b where x.product_id = b.product_id and x.locale = b.locale and x.channel = b.channel
      and (x.values - b.gone) || b.sets = '{}'),
  changed as (
    update product_attributes x set values = (x.values - b.gone) || b.sets from back b
    where x.product_id = b.product_id and x.locale = b.locale and x.channel = b.channel and (x.values - b.gone) || b.sets <> '{}')
  insert into product_attributes (product_id, locale, channel, values)
  select b.product_id, b.locale, b.channel, b.sets from back b where b.sets <> '{}' and not exists (
    select from product_attributes x where x.product_id = b.product_id and x.locale = b.locale and x.channel = b.channel)`;

const revertCategories = [
  `delete from product_categories x using ${reverted('category')} and x.product_id = f.product_id and not coalesce(f.old ? x.category_id::text, false)`,
  `insert into product_categories (product_id, category_id, is_main)
   select f.product_id, l.key::uuid, l.value::boolean from (select * from ${reverted('category')} and jsonb_typeof(f.old) = 'object') f
   cross join lateral jsonb_each_text(f.old) as l
   on conflict (product_id, category_id) do update set is_main = excluded.is_main`,
];

const revertImages = [
  `delete from product_media_references x using ${reverted('images')} and x.product_id = f.product_id and not coalesce(f.old ? x.name, false)`,
  `insert into product_media_references (product_id, name, position)
   select f.product_id, i.name, i.position from (select * from ${reverted('images')} and jsonb_typeof(f.old) = 'array') f
   cross join lateral jsonb_array_elements_text(f.old) with ordinality as i(name, position)
   on conflict (product_id, name) do update set position = excluded.position`,
];

const revertOwners = `
  with back as (
    select f.product_id, coalesce(jsonb_object_agg(f.a, f.old) filter (where f.old <> 'null'), '{}') as sets,
      coalesce(array_agg(f.a) filter (where f.old = 'null'), '{}') as gone
    from ${reverted('owner')} group by f.product_id),
  emptied as (
    delete from field_sources x using back b where x.product_id = b.product_id and (x.owners - b.gone) || b.sets = '{}'),
  changed as (
    update field_sources x set owners = (x.owners - b.gone) || b.sets from back b
    where x.product_id = b.product_id and (x.owners - b.gone) || b.sets <> '{}')
  insert into field_sources (product_id, owners)
  select b.product_id, b.sets from back b
  where b.sets <> '{}' and not exists (select from field_sources x where x.product_id = b.product_id)`;

const revertIdentifiers = [
  `delete from product_identifiers x using ${reverted('identifier')} and f.old = 'null'
     and x.product_id = f.product_id and x.kind = f.a and x.value = f.b`,
  `insert into product_identifiers (product_id, kind, value, raw)
   select f.product_id, f.a, f.b, f.old ->> 'raw' from ${reverted('identifier')} and f.old <> 'null' order by f.b
   on conflict (product_id, kind, value) do update set raw = excluded.raw`,
];

const revertIssues = [
  `delete from quality_issues x using ${reverted('issue')} and f.old = 'null'
     and x.product_id = f.product_id and x.rule = f.a and x.source = f.b`,
  `insert into quality_issues (product_id, rule, source, params)
   select f.product_id, f.a, f.b, f.old from ${reverted('issue')} and f.old <> 'null'
   on conflict (product_id, rule, source) do update set params = excluded.params, found_at = now()`,
];

const redirects = [
  `delete from product_redirects x using ${reverted('redirect')} and f.old = 'null' and x.product_id = f.product_id`,
  `insert into product_redirects (product_id, survivor_id)
   select f.product_id, (f.old #>> '{}')::uuid from ${reverted('redirect')} and f.old <> 'null'
   on conflict (product_id) do update set survivor_id = excluded.survivor_id, merged_at = now()`,
];

const matchDecisions = `update match_decisions x set product_id = (f.old #>> '{}')::uuid
   from ${reverted('decision')} and x.owner = f.a and x.key = f.b and x.action = 'product'`;

/** What stands in `undo_fields.old` is written to its place, whether it was there before or a merge decided it. */
export const writeFields: readonly string[] = [
  moveOffers,
  revertProducts,
  ...revertPrices,
  ...revertStocks,
  revertAttributes,
  ...revertCategories,
  ...revertImages,
  ...revertBundles,
  ...revertRelations,
  ...revertSeo,
  revertOwners,
  ...revertIdentifiers,
  ...revertIssues,
  ...redirects,
  matchDecisions,
];

/** The supplier's next file is compared with these products again, although its rows may be the same. */
export const forgetHashes = `update supplier_products set row_hash = null where row_hash is not null
  and product_id in (select product_id from undo_fields where verdict = 'revert')`;

const deleteOffers = `delete from supplier_products x using ${reverted('reference')} and f.old = 'null' and x.id = f.offer_id`;

const restoreOffers = `
  insert into supplier_products select n.* from (select * from ${reverted('reference')} and jsonb_typeof(f.old) = 'object') f
  cross join lateral jsonb_populate_record(null::supplier_products, f.old) n`;

/** The values, and the file and line they come from now: those of the newest change that is in effect. */
const revertOffers = (scope: UndoScope): string => `
  with back as (
    select f.offer_id, jsonb_object_agg(f.a, f.old) as doc
    from ${reverted('reference offerNumber offerInteger')} and f.old <> 'null' and jsonb_typeof(f.old) <> 'object'
      or f.verdict = 'revert' and f.kind in ('offerNumber', 'offerInteger') group by f.offer_id)
  update supplier_products t set ${offerColumns.map((name) => `${name} = n.${name}`).join(', ')},
    change_set_id = h.change_set_id, line = h.line, updated_at = now()
  from back b join supplier_products o on o.id = b.offer_id cross join lateral jsonb_populate_record(o, b.doc) n
  left join lateral (
    select f.change_set_id, f.line from field_changes f join change_sets c on c.id = f.change_set_id
    where f.product_id = o.product_id and f.offer_id = o.id and c.id <> all(${uuidArray(scope.ending)}) and ${inEffect(scope, 'c')}
    order by f.at desc, f.version desc limit 1) h on true
  where t.id = b.offer_id`;

/**
 * The history of what came back, which is also what an undo of the undo walks; one row per product and offer. Dated
 * by the statement: an edit that was waited for is older.
 */
export const logReverted = ({ undoId }: Pick<UndoScope, 'undoId'>, batch: number): string => `
  insert into field_changes (at, change_set_id, product_id, batch, offer_id, kind, version, changes, exact)
  select statement_timestamp(), ${literal(undoId)}, f.product_id, ${batch}, f.offer_id,
    case when bool_or(f.kind = 'redirect' and f.old <> 'null') then 'merged'
      when bool_or(f.key = 'status' and f.old = '"archived"') then 'archived'
      when bool_or(f.key = 'status' and f.new = '"archived"') then 'restored' else 'updated' end,
    p.version, coalesce(jsonb_object_agg(f.key, jsonb_build_array(f.shown_new, f.shown_old)) filter (where f.field), '{}'),
    jsonb_object_agg(f.key, jsonb_build_array(f.present, f.old)) filter (where not f.field or f.present <> f.shown_new or f.old <> f.shown_old)
  from undo_fields f join products p on p.id = f.product_id
  where f.verdict = 'revert' group by f.product_id, f.offer_id, p.version`;
