import { columnOf, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import {
  buildObject,
  compareFields,
  literal,
  termJoins,
  textArray,
  type FieldComparison,
} from './field-sql.ts';
import { groupOf } from './field-groups.ts';
import { idSeed, rowId } from './row-ids.ts';
import { askDecisions } from './review/match-decisions.queries.ts';

/** Why a row is left out that a person decided to ignore. */
const IGNORED = 'match.ignored';

/**
 * The diff of staged rows against the catalogue, one set-based statement: match each row to a product and an
 * offer, then compare every field the row brings. The plan, the preview, the check before a batch is applied
 * and the planning anew of moved rows are all this statement over different lines.
 *
 * @param scope restricts the stage rows, for example `s.batch = 3`
 * @param leaders `none` where no row of the scope follows another one
 * @returns a SELECT of (line, batch, action, product_id, offer_id, version, changes, kept, locked, reason);
 *   action: `c` create, `u` update, `n` nothing to change, `r` needs a person, `s` a person left it out
 */
export function planSelect(
  changeSetId: string,
  definition: ChangeSetDefinition,
  scope: string,
  leaders: 'planned' | 'none' = 'planned',
): string {
  const { stage, terms } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const comparisons = compareFields(columns);
  const offers = definition.supplierId !== null;
  const own = comparisons.filter((c) => c.column.target.kind !== 'offer');
  const offer = offers ? comparisons.filter((c) => c.column.target.kind === 'offer') : [];
  const reference = columnOf(columns, 'supplierReference');
  const newOffer = offers
    ? [
        [
          'supplierReference',
          `case when o.id is null then jsonb_build_array(null, ${reference ? `s.${reference}` : 'null'}) end`,
        ] as const,
        // An offer that comes back is offered again, whatever else the row says.
        [
          'offerEndedAt',
          'case when o.ended_at is not null then jsonb_build_array(to_jsonb(o.ended_at), null) end',
        ] as const,
      ]
    : [];
  const changes = own.map((c) => [c.column.field, changeOf(definition, c)] as const);
  const offerChanges = [...newOffer, ...offer.map((c) => [c.column.field, changeOf(null, c)] as const)];

  // New rows have nothing to be compared with: kept out of the joins they are planned three times as fast.
  return `
    with ${idSeed},
    matched as materialized (${matchSelect(changeSetId, definition, scope, leaders)}),
    compared as (
      select r.line, r.batch, r.follows, r.product_id, o.id as offer_id, pr.version,
        jsonb_strip_nulls(case when r.follows is null then ${buildObject(changes)}${definition.decided ? ` - case when r.gtin_taken then 'gtin' else '' end` : ''} else '{}' end || ${buildObject(offerChanges)}) as changes,
        case when r.follows is null then ${countKept(own, keptIf(definition))} else 0 end as kept,
        case when r.follows is null then ${countKept(own, lockedIf(definition))} else 0 end as locked
      from matched r
      join ${stage} s on s.line = r.line
      ${termJoins(columns, terms).join('\n      ')}
      left join products pr on pr.id = r.product_id
      left join field_sources fs on fs.product_id = r.product_id
      left join supplier_products o on o.id = r.offer_id
      ${comparisons.flatMap((c) => c.joins).join('\n      ')}
      where r.product_id is not null and r.reason is null
    )
    select line, batch, (case when changes = '{}' then 'n' else 'u' end)::"char" as action,
      product_id, offer_id, version, changes, kept, locked, null::text as reason, follows
    from compared
    union all
    select line, batch, (case when reason is null then 'c' when reason = '${IGNORED}' then 's' else 'r' end)::"char",
      coalesce(product_id, ${rowId('line')}), offer_id, null, null, 0, 0, reason, follows
    from matched where product_id is null or reason is not null`;
}

/** Which product and offer each row means. Keys that point to different products are a question for a person. */
function matchSelect(
  changeSetId: string,
  definition: ChangeSetDefinition,
  scope: string,
  leaders: 'planned' | 'none',
): string {
  const { stage, plan, terms } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const [reference, gtin, sku, mpn, brand] = ['supplierReference', 'gtin', 'sku', 'mpn', 'brand'].map(
    (field) => columnOf(columns, field),
  );
  const supplier = definition.supplierId === null ? null : literal(definition.supplierId);
  const uses = (key: string): boolean => definition.matchKeys.some((k) => k === key);
  const joins: string[] = [];
  const candidates: string[] = [];

  if (supplier && reference) {
    joins.push(
      `left join supplier_products mo on mo.supplier_id = ${supplier} and mo.supplier_reference = s.${reference}`,
    );
    if (uses('supplierReference')) candidates.push('mo.product_id');
  }
  if (gtin && uses('gtin')) {
    joins.push(`left join product_identifiers mg on mg.kind = 'gtin' and mg.value = s.${gtin}`);
    candidates.push('mg.product_id');
  }
  if (sku && uses('sku')) {
    joins.push(`left join products ms on ms.sku = s.${sku}`);
    candidates.push('ms.id');
  }
  let ambiguous = 'false';
  if (mpn && brand && uses('brandMpn')) {
    joins.push(`left join ${terms} mt on mt.kind = 'brand' and mt.value = s.${brand}`);
    // Two are enough to know that it is ambiguous. A product with another GTIN is another product.
    joins.push(`left join lateral (
        select min(p.id::text)::uuid as id, count(*) as found from (
          select id from products where brand_id = mt.ref and mpn_key = upper(regexp_replace(s.${mpn}, '[\\s\\-‐-―]', '', 'g'))
          ${gtin ? `and (gtin is null or s.${gtin} is null or gtin = s.${gtin})` : ''} limit 2) p
      ) mm on mt.ref is not null and s.${mpn} is not null`);
    candidates.push('case when mm.found = 1 then mm.id end');
    const others = candidates.filter((c) => !c.startsWith('case'));
    ambiguous = `mm.found > 1${others.length ? ` and coalesce(${others.join(', ')}) is null` : ''}`;
  }
  const firstMatch = candidates.length ? `coalesce(${candidates.join(', ')}, null)` : 'null::uuid';
  const disagree =
    candidates.length > 1
      ? `coalesce(${candidates
          .slice(1)
          .map((candidate) => `${candidate} <> ${firstMatch}`)
          .join(' or ')}, false)`
      : 'false';
  const decisions = askDecisions(definition, columns, {
    unique: candidates.filter((c) => !c.startsWith('case')),
    offered: supplier && reference ? 'mo.product_id' : null,
    gtin: gtin && uses('gtin') ? 'mg.product_id' : null,
  });
  const meant = 'case when not m.apart then coalesce(m.chosen, lead.product_id, m.product_id) end';
  const offerId =
    supplier === null
      ? 'null::uuid'
      : `coalesce(${reference ? 'm.reference_offer_id' : 'null::uuid'}, case when m.no_reference then (
          select so.id from supplier_products so
          where so.supplier_id = ${supplier} and so.product_id = ${meant} and so.supplier_reference is null) end)`;

  // A row that follows a later one of the same product takes that row's product, created or not; an ignored row leads none.
  return `
      select m.line, coalesce(lead.batch, m.batch) as batch, m.follows,
        case
          when m.ignored then '${IGNORED}'
          when m.apart or m.chosen is not null then null
          when lead.reason is not null then lead.reason
          when m.ambiguous then 'match.ambiguous'
          when m.disagree or (lead.product_id is not null and m.reference_product <> lead.product_id) then 'match.keys_disagree'
        end as reason,
        ${meant} as product_id, ${offerId} as offer_id, m.gtin_taken
      from (
        select s.line, s.batch, s.follows, ${firstMatch} as product_id, ${ambiguous} as ambiguous, ${disagree} as disagree,
          ${supplier && reference ? 'mo.id as reference_offer_id, mo.product_id as reference_product' : 'null::uuid as reference_offer_id, null::uuid as reference_product'},
          ${reference ? `s.${reference} is null` : 'true'} as no_reference,
          ${decisions.select}
        from ${stage} s
        ${[...joins, ...decisions.joins].join('\n        ')}
        where ${scope}
      ) m
      left join ${leaders === 'none' ? `(select * from ${plan} where false)` : plan} lead on lead.line = m.follows${definition.decided ? ` and lead.reason is distinct from '${IGNORED}'` : ''}`;
}

export const ownerOf = (comparison: FieldComparison): string =>
  `coalesce(fs.owners ->> ${literal(comparison.column.field)}, pr.owner)`;

/** A person's value stands, filled or cleared. */
export const lockedIf =
  (definition: ChangeSetDefinition) =>
  (c: FieldComparison): string =>
    definition.lockedBy.length === 0
      ? 'false'
      : `${c.differs} and ${ownerOf(c)} = any(${textArray(definition.lockedBy)})`;

/** The value of a source with a better priority stands where there is one. */
export const keptIf =
  (definition: ChangeSetDefinition) =>
  (c: FieldComparison): string => {
    const better = definition.outrankedByGroup?.[groupOf(c.column)] ?? definition.outrankedBy;
    return better.length === 0
      ? 'false'
      : `${c.differs} and ${c.filled} and ${ownerOf(c)} = any(${textArray(better)})`;
  };

function countKept(
  comparisons: readonly FieldComparison[],
  condition: (c: FieldComparison) => string,
): string {
  const terms = comparisons.map((c) => `(${condition(c)})::int`).filter((term) => term !== '(false)::int');
  return terms.length === 0 ? '0' : terms.map((term) => `coalesce(${term}, 0)`).join(' + ');
}

/** `[old, new]` where the row may set the field, else null. */
function changeOf(definition: ChangeSetDefinition | null, c: FieldComparison): string {
  const guards = definition
    ? [lockedIf(definition)(c), keptIf(definition)(c)]
        .filter((guard) => guard !== 'false')
        .map((guard) => ` and (${guard}) is not true`)
    : [];
  return `case when ${c.differs}${guards.join('')} then jsonb_build_array(${c.oldJson}, ${c.newJson}) end`;
}
