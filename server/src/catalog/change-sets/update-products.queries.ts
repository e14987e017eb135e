import type { ColumnPolicy } from './column-policy.ts';
import {
  hasClears,
  hasStructure,
  raisesVersion,
  stageColumns,
  stagingTables,
  type ChangeSetDefinition,
  type StageColumn,
} from './definition.ts';
import {
  attributeScopes,
  normalisedMpn,
  offerCurrency,
  PARENT_MISSING,
  plannedType,
  storedHash,
  termReferences,
  type ApplyOptions,
} from './create-products.queries.ts';
import { clears, literal, namesOf, termJoins, textArray } from './field-sql.ts';
import { idSeed, rowId } from './row-ids.ts';
import { updateSeo } from './seo-writes.ts';
import { exactPairs, oldTerms, returningExact, type Write } from './exact-changes.ts';

/** Locks the products that a batch changes, in one order for all, so that two writers never wait for each other. */
export function lockProducts(changeSetId: string): string {
  const { plan } = stagingTables(changeSetId);
  return `select count(*) from (
      select id from products where id in (select product_id from ${plan} where batch = $1 and action = 'u')
      order by id for no key update) locked`;
}

/** A row when anybody else changed a product of the batch since the plan: every change leaves its history. */
export function productsTouchedSince(changeSetId: string): string {
  const { plan } = stagingTables(changeSetId);
  return `select 1 from ${plan} p
      join field_changes f on f.product_id = p.product_id
        and f.at >= (select planned_at from change_sets where id = $1) and f.change_set_id <> $1
      where p.batch = $2 and p.action = 'u' limit 1`;
}

/** Writes the changed rows of one batch: only fields named in the row's `changes` are touched. */
export function updateProducts(options: ApplyOptions): string {
  const { changeSetId, definition } = options;
  const { stage, plan, terms } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const versioned = columns.filter((c) => raisesVersion(c.target)).map((c) => c.field);
  // A row that names its parent only may change what kind of product it is.
  if (hasStructure(columns) && !versioned.includes('type')) versioned.push('type');
  const writes: Write[] = [
    ...priceUpserts(definition, columns),
    ...stockUpserts(columns),
    ...attributeUpserts(columns),
    ...updateSeo(columns),
    ...identifierInserts(columns),
    ...categoryWrites(columns),
    ...imageWrites(columns),
    ...(definition.supplierId === null ? [] : offerWrites(options, columns)),
    ownerUpsert(definition),
    ...issueWrites(definition, columns),
  ].map(returningExact);
  return `
    with ${idSeed},
    x as materialized (
      select p.product_id, p.offer_id, p.changes, p.version, ${rowId('p.line')} as new_offer_id, ${storedHash(options)} as stored_hash,
        pr.owner, fs.owners, ${siblingFlag(definition)} as has_sibling, s.*${termReferences(columns)}${oldTerms(columns)}${plannedType(columns)}
      from ${plan} p join ${stage} s on s.line = p.line
      ${termJoins(columns, terms).join('\n      ')}
      left join products pr on pr.id = p.product_id
      left join field_sources fs on fs.product_id = p.product_id
      where p.batch = $1 and p.action = 'u'),
    up as (
      update products set ${productSets(columns)} version = products.version + 1, updated_at = now()
      from x where products.id = x.product_id and x.changes ?| ${textArray(versioned)}
      returning products.id, products.version),
    owned as (${newlyOwned(definition, columns)}),
    ${writes.map(({ sql }, i) => `w${i} as (${sql})`).join(',\n    ')},
    exact as (${exactPairs(definition, columns, writes)}),
    log as (
      insert into field_changes (change_set_id, product_id, batch, line, offer_id, kind, version, changes, exact)
        select ${literal(changeSetId)}, x.product_id, $1, abs(x.line), ${definition.supplierId === null ? 'null' : 'coalesce(x.offer_id, x.new_offer_id)'}, 'updated',
          coalesce(u.version, x.version, 1), x.changes, e.pairs
        from x left join up u on u.id = x.product_id left join exact e on e.product_id = x.product_id and x.follows is null)
    select coalesce(array_agg(product_id) filter (where has_sibling), '{}') as siblings from x`;
}

/** True where the row brings one more offer of a product that this supplier offers already. */
function siblingFlag(definition: ChangeSetDefinition): string {
  if (definition.supplierId === null) return 'false';
  return `(p.offer_id is null and exists (
          select from supplier_products so where so.product_id = p.product_id and so.supplier_id = ${literal(definition.supplierId)}))`;
}

/**
 * A product with several offers of one supplier is compared on every run (see `storedHash`). A statement of its
 * own: inside the batch's it was planned as a scan of the batch per offer, 5 s instead of none.
 */
export const forgetHashes = `update supplier_products set row_hash = null
  where supplier_id = $1 and product_id = any($2) and row_hash is not null`;

const changed = (field: string): string => `x.changes ? ${literal(field)}`;

/** A row that empties the field has no value to write. */
const andFilled = (policy: ColumnPolicy, column: string): string =>
  policy === 'clear' ? ` and x.${column} is not null` : '';

function productSets(columns: readonly StageColumn[]): string {
  const type = hasStructure(columns)
    ? `type = case when ${changed('type')} then x.planned_type else products.type end, `
    : '';
  const sets = columns
    .flatMap(({ column, target, field }) => {
      const set = (name: string, value: string): string =>
        `${name} = case when ${changed(field)} then ${value} else products.${name} end, `;
      if (target.kind === 'brand') return [set('brand_id', `x.${column}_ref`)];
      if (target.kind === 'family') return [set('family_id', `x.${column}_ref`)];
      if (target.kind === 'parent') return [set('parent_id', `x.${column}_ref`)];
      if (target.kind !== 'product' || target.column === 'sku') return [];
      const own = set(target.column, `x.${column}`);
      return target.column === 'mpn' ? [own, set('mpn_key', normalisedMpn(`x.${column}`))] : [own];
    })
    .join('');
  return `${type}${sets}`;
}

function priceUpserts(definition: ChangeSetDefinition, columns: readonly StageColumn[]): Write[] {
  return columns.flatMap(({ column, target, field, policy }): Write[] =>
    target.kind === 'price'
      ? [
          {
            sql: `insert into product_prices (product_id, type, currency, amount, tax_included)
        select product_id, ${literal(target.type)}, ${literal(target.currency)}, ${column}, ${definition.priceIncludesTax[field] ?? true} from x where ${changed(field)}${andFilled(policy, column)}
        on conflict (product_id, type, currency) do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now()`,
            exact: { kind: 'price', field },
          },
          ...(policy === 'clear'
            ? [
                {
                  sql: `delete from product_prices p using x where p.product_id = x.product_id and p.type = ${literal(target.type)}
          and p.currency = ${literal(target.currency)} and ${changed(field)} and x.${column} is null`,
                  exact: { kind: 'priceGone', field } as const,
                },
              ]
            : []),
        ]
      : [],
  );
}

function stockUpserts(columns: readonly StageColumn[]): string[] {
  return columns.flatMap(({ column, target, field, policy }) =>
    target.kind === 'stock'
      ? [
          `insert into product_stocks (product_id, location, quantity)
        select product_id, ${literal(target.location)}, ${column} from x where ${changed(field)}${andFilled(policy, column)}
        on conflict (product_id, location) do update set quantity = excluded.quantity, updated_at = now()`,
          ...(policy === 'clear'
            ? [
                `delete from product_stocks q using x where q.product_id = x.product_id and q.location = ${literal(target.location)}
          and ${changed(field)} and x.${column} is null`,
              ]
            : []),
        ]
      : [],
  );
}

function attributeUpserts(columns: readonly StageColumn[]): Write[] {
  const clearing = hasClears(columns);
  const merged = 'product_attributes.values || excluded.values';
  return attributeScopes(columns).map(({ locale, channel, members }) => {
    const pairs = members.map(
      (m) =>
        `case when ${changed(m.field)} then jsonb_build_object(${literal(m.code)}, x.${m.column}) else '{}' end`,
    );
    return {
      sql: `insert into product_attributes (product_id, locale, channel, values)
        select product_id, ${literal(locale)}, ${literal(channel)}, ${pairs.join(' || ')} from x
        where x.changes ?| ${textArray(members.map((m) => m.field))}
        on conflict (product_id, locale, channel) do update set values = ${clearing ? `jsonb_strip_nulls(${merged})` : merged}`,
      exact: { kind: 'value', members },
    };
  });
}

/** Codes are added, never taken away: an old GTIN on a box in a warehouse still means this product. */
function identifierInserts(columns: readonly StageColumn[]): Write[] {
  return columns.flatMap(({ column, target, field }) => {
    const gtin = target.kind === 'product' && target.column === 'gtin';
    if (!gtin && target.kind !== 'identifier') return [];
    const kind = target.kind === 'identifier' ? target.identifier : 'gtin';
    return [
      {
        sql: `insert into product_identifiers (product_id, kind, value, raw)
        select product_id, ${literal(kind)}, ${column}, ${gtin ? 'gtin_raw' : 'null'} from x where ${changed(field)}
        on conflict (product_id, kind, value) do nothing`,
        exact: { kind: 'identifier' },
      },
    ];
  });
}

function categoryWrites(columns: readonly StageColumn[]): Write[] {
  return columns.flatMap(({ column, target, field, policy }): Write[] =>
    target.kind === 'categories'
      ? [
          ...(policy === 'merge'
            ? []
            : [
                {
                  sql: `delete from product_categories pc using x
        where pc.product_id = x.product_id and ${changed(field)} and pc.category_id <> all(coalesce(x.${column}_refs, '{}'))`,
                  exact: { kind: 'category' } as const,
                },
              ]),
          {
            sql: `insert into product_categories (product_id, category_id, is_main)
        select x.product_id, c.id, c.position = 1${policy === 'merge' ? ` and not exists (select from product_categories m where m.product_id = x.product_id)` : ''}
        from x cross join lateral unnest(x.${column}_refs) with ordinality as c(id, position)
        where ${changed(field)} on conflict (product_id, category_id) do ${policy === 'merge' ? 'nothing' : 'update set is_main = excluded.is_main'}`,
            exact: { kind: 'category' },
          },
        ]
      : [],
  );
}

/** What was recorded of a picture stays with its name. */
function imageWrites(columns: readonly StageColumn[]): string[] {
  return columns.flatMap(({ column, target, field, policy }) => {
    if (target.kind !== 'images') return [];
    const names = namesOf(`x.${column}`);
    const behind = `coalesce((select max(m.position) from product_media_references m where m.product_id = x.product_id), 0)`;
    const insert = `insert into product_media_references (product_id, name, position)
        select x.product_id, i.name, i.position${policy === 'merge' ? ` + ${behind}` : ''}
        from x cross join lateral unnest(${names}) with ordinality as i(name, position) where ${changed(field)}
        on conflict (product_id, name) do ${policy === 'merge' ? 'nothing' : 'update set position = excluded.position'}`;
    if (policy === 'merge') return [insert];
    return [
      `delete from product_media_references m using x where m.product_id = x.product_id and ${changed(field)} and m.name <> all(coalesce(${names}, '{}'))`,
      insert,
    ];
  });
}

function offerWrites(options: ApplyOptions, columns: readonly StageColumn[]): string[] {
  const { definition, changeSetId } = options;
  const supplier = literal(definition.supplierId ?? '');
  const id = literal(changeSetId);
  const values = columns.flatMap((c) => (c.target.kind === 'offer' ? [{ ...c, name: c.target.column }] : []));
  const names = values.map((v) => `, ${v.name}`).join('');
  const sets = values
    .filter((v) => v.name !== 'supplier_reference')
    .map((v) => {
      const value = `coalesce(x.${v.column}, so.${v.name})`;
      if (v.policy === 'setIfEmpty') return `${v.name} = coalesce(so.${v.name}, x.${v.column}), `;
      return `${v.name} = ${v.policy === 'clear' ? `case when not ${clears(v, 'x')} then ${value} end` : value}, `;
    })
    .join('');
  return [
    `update supplier_products so set ${sets}ended_at = null, row_hash = x.stored_hash, change_set_id = ${id}, line = abs(x.line), updated_at = now()
        from x where so.id = x.offer_id`,
    `insert into supplier_products (id, supplier_id, product_id, row_hash, change_set_id, line, currency${names})
        select new_offer_id, ${supplier}, product_id, case when not has_sibling then stored_hash end, ${id}, abs(line),
          ${literal(offerCurrency(definition))}${values.map((v) => `, ${v.column}`).join('')} from x where offer_id is null`,
  ];
}

/** Fields whose owner the row becomes. */
function newlyOwned(definition: ChangeSetDefinition, columns: readonly StageColumn[]): string {
  const owned = columns.filter((c) => c.target.kind !== 'offer').map((c) => c.field);
  const owner = literal(definition.owner);
  return `select x.product_id, k.field, x.owners ->> k.field as old
        from x cross join lateral jsonb_object_keys(x.changes) as k(field)
        where k.field = any(${textArray(owned)}) and coalesce(x.owners ->> k.field, x.owner) <> ${owner}`;
}

function ownerUpsert(definition: ChangeSetDefinition): string {
  return `insert into field_sources (product_id, owners)
        select product_id, jsonb_object_agg(field, ${literal(definition.owner)}) from owned group by product_id
        on conflict (product_id) do update set owners = field_sources.owners || excluded.owners`;
}

function issueWrites(definition: ChangeSetDefinition, columns: readonly StageColumn[]): Write[] {
  const source = literal(definition.owner);
  return [
    {
      sql: `delete from quality_issues q using x
        where q.product_id = x.product_id and (q.source = ${source} and q.rule like 'gtin.%' and x.issues is null
          or q.rule = 'title.missing' and ${columns.some((c) => c.field === 'title') ? changed('title') : 'false'}
          or q.rule = ${literal(PARENT_MISSING)} and ${columns.some((c) => c.field === 'parent') ? changed('parent') : 'false'})`,
      exact: { kind: 'issue' },
    },
    {
      sql: `insert into quality_issues (product_id, rule, source, params)
        select distinct on (x.product_id, i.rule) x.product_id, i.rule, ${source}, coalesce(i.params, '{}')
        from x cross join lateral jsonb_to_recordset(x.issues) as i(rule text, params jsonb) where x.issues is not null
        on conflict (product_id, rule, source) do update set params = excluded.params, found_at = now()`,
      exact: { kind: 'issue' },
    },
  ];
}

/** Remembers the hash of rows that had nothing to change, so that the next run leaves them out. */
export function touchUnchanged(options: ApplyOptions): string {
  const { stage, plan } = stagingTables(options.changeSetId);
  return `update supplier_products so set row_hash = s.hash
      from ${plan} p join ${stage} s on s.line = p.line
      where p.batch = $1 and p.action = 'n' and so.id = p.offer_id and so.row_hash is distinct from s.hash
        and ${storedHash(options)} is not null
        and not exists (select from supplier_products o where o.supplier_id = so.supplier_id and o.product_id = so.product_id and o.id <> so.id)`;
}
