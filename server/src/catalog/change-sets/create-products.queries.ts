import {
  columnOf,
  hasStructure,
  stageColumns,
  stagingTables,
  type ChangeSetDefinition,
  type StageColumn,
} from './definition.ts';
import { buildObject, countFields, literal, namesOf, termJoins } from './field-sql.ts';
import { idSeed, rowId } from './row-ids.ts';
import { insertSeo } from './seo-writes.ts';

/** Quality issue of a product whose file names a parent that nobody knows. */
export const PARENT_MISSING = 'parent.not_found';

export interface ApplyOptions {
  readonly changeSetId: string;
  readonly definition: ChangeSetDefinition;
  /** Some rows are further offers of one product: those never keep a row hash (see `followedBy`). */
  readonly hasFollowers: boolean;
}

/**
 * Rows of several offers of one product are read on every run: whichever of them changed, the last line of the
 * file decides the product's fields, so none of them may be left out as identical.
 */
export function storedHash(options: ApplyOptions): string {
  const { stage } = stagingTables(options.changeSetId);
  const parent = columnOf(stageColumns(options.definition), 'parent');
  const conditions = [
    ...(options.hasFollowers
      ? [`s.follows is null and not exists (select from ${stage} f where f.follows = s.line)`]
      : []),
    // A parent that is not there yet is looked for again.
    ...(parent ? [`(s.${parent} is null or p.parent_id is not null)`] : []),
  ];
  return conditions.length === 0 ? 's.hash' : `case when ${conditions.join(' and ')} then s.hash end`;
}

/**
 * Writes the new products of one batch with all that hangs on them, in one statement: each table is one INSERT
 * over the same materialised rows, so the stage is read once. A code that somebody else's product took since the
 * plan fails the batch with 23505, and it is planned again: claiming the codes beforehand, as a statement of its
 * own, took a seventh of an import's time on every batch.
 *
 * @returns a statement that answers `made`: field -> products created with it
 * @param careful looks for a made SKU that another product has; only after one was found (it costs a probe a row)
 */
export function createProducts(options: ApplyOptions, careful: boolean): string {
  const { changeSetId, definition } = options;
  const { stage, plan, terms } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const id = literal(changeSetId);
  const supplier = definition.supplierId === null ? null : literal(definition.supplierId);
  const inserts = [
    productInsert(definition, columns, careful),
    ...priceInserts(definition, columns),
    ...attributeInserts(columns),
    ...insertSeo(columns),
    ...identifierInserts(columns),
    ...columns.flatMap((c) =>
      c.target.kind === 'stock'
        ? [
            `insert into product_stocks (product_id, location, quantity) select product_id, ${literal(c.target.location)}, ${c.column} from x where ${c.column} is not null`,
          ]
        : [],
    ),
    ...columns.flatMap((c) =>
      c.target.kind === 'categories'
        ? [
            `insert into product_categories (product_id, category_id, is_main)
        select x.product_id, c.id, c.position = 1 from x cross join lateral unnest(x.${c.column}_refs) with ordinality as c(id, position)`,
          ]
        : [],
    ),
    ...columns.flatMap((c) =>
      c.target.kind === 'images'
        ? [
            `insert into product_media_references (product_id, name, position)
        select x.product_id, i.name, i.position from x cross join lateral unnest(${namesOf(`x.${c.column}`)}) with ordinality as i(name, position)`,
          ]
        : [],
    ),
    supplier ? offerInsert(definition, columns, supplier, id) : null,
    `insert into quality_issues (product_id, rule, source, params)
        select x.product_id, i.rule, ${literal(definition.owner)}, coalesce(i.params, '{}')
        from x cross join lateral jsonb_to_recordset(x.issues) as i(rule text, params jsonb) where x.issues is not null
        union all select product_id, 'title.missing', ${literal(definition.owner)}, '{}' from x
        where ${titleMissing(columns)}${parentMissing(definition, columns)} on conflict do nothing`,
    `insert into field_changes (change_set_id, product_id, batch, line, offer_id, kind, version)
        select ${id}, product_id, $1, abs(line), ${supplier ? 'new_offer_id' : 'null'}, 'created', 1 from x`,
  ].filter((insert) => insert !== null);

  return `
    with ${idSeed},
    x as materialized (
      select p.product_id, ${rowId('p.line')} as new_offer_id, ${storedHash(options)} as stored_hash, s.*
        ${termReferences(columns)}${plannedType(columns)}
      from ${plan} p join ${stage} s on s.line = p.line
      ${termJoins(columns, terms).join('\n      ')}
      where p.batch = $1 and p.action = 'c'),
    ${inserts.map((insert, i) => `w${i} as (${insert})`).join(',\n    ')}
    select ${countFields(columns, 'x')} as made from x`;
}

/** `f3_ref`, `f4_refs`: ids of a row's brand, family, parent and categories. */
export function termReferences(columns: readonly StageColumn[]): string {
  return columns
    .flatMap(({ column, target }) => {
      if (target.kind === 'brand' || target.kind === 'family') return [`, t_${column}.ref as ${column}_ref`];
      if (target.kind === 'parent') return [`, p.parent_id as ${column}_ref`];
      return target.kind === 'categories' ? [`, t_${column}.refs as ${column}_refs`] : [];
    })
    .join('');
}

/** What the plan made of a product that has, or is, a model; of others nothing. */
export const plannedType = (columns: readonly StageColumn[]): string =>
  hasStructure(columns) ? ', p.type as planned_type' : '';

/** A variant has the title of its model. */
const titleMissing = (columns: readonly StageColumn[]): string => {
  const [title, parent] = [columnOf(columns, 'title'), columnOf(columns, 'parent')];
  return (
    [title && `${title} is null`, parent && `${parent}_ref is null`].filter(Boolean).join(' and ') || 'true'
  );
};

/** The parent that a row names is neither in its file nor in the catalogue. */
const parentMissing = (definition: ChangeSetDefinition, columns: readonly StageColumn[]): string => {
  const parent = columnOf(columns, 'parent');
  return parent
    ? ` union all select product_id, ${literal(PARENT_MISSING)}, ${literal(definition.owner)}, jsonb_build_object('parent', ${parent}) from x
        where ${parent} is not null and ${parent}_ref is null`
    : '';
};

function productInsert(
  definition: ChangeSetDefinition,
  columns: readonly StageColumn[],
  careful: boolean,
): string {
  const of = (field: string): string => columnOf(columns, field) ?? 'null';
  const made = `coalesce(${literal(`${definition.supplierCode}-`)} || ${of('supplierReference')}, ${of('gtin')}, ${literal(`${definition.supplierCode}-`)} || ${of('mpn')}, product_id::text)`;
  const free = careful
    ? `case when exists (select from products q where q.sku = ${made}) then ${made} || '-' || right(product_id::text, 8) else ${made} end`
    : made;
  const targets: [string, string][] = [
    ['id', 'product_id'],
    ['sku', columnOf(columns, 'sku') ? `coalesce(${of('sku')}, ${free})` : free],
    [
      'status',
      columnOf(columns, 'status')
        ? `coalesce(${of('status')}, ${literal(definition.newStatus)})`
        : literal(definition.newStatus),
    ],
    ['owner', literal(definition.owner)],
    ...(hasStructure(columns) ? [['type', `coalesce(planned_type, 'simple')`] as [string, string]] : []),
  ];
  for (const { column, target } of columns) {
    if (target.kind === 'brand') targets.push(['brand_id', `${column}_ref`]);
    if (target.kind === 'family') targets.push(['family_id', `${column}_ref`]);
    if (target.kind === 'parent') targets.push(['parent_id', `${column}_ref`]);
    if (target.kind !== 'product' || ['sku', 'status'].includes(target.column)) continue;
    targets.push([target.column, column]);
    if (target.column === 'mpn') targets.push(['mpn_key', normalisedMpn(column)]);
  }
  return `insert into products (${targets.map(([c]) => c).join(', ')}) select ${targets.map(([, e]) => e).join(', ')} from x`;
}

/** The same as `mpnKey` in `stage-writer.ts`. */
export const normalisedMpn = (expression: string): string =>
  `upper(regexp_replace(${expression}, '[\\s\\-‐-―]', '', 'g'))`;

/** In the order of the codes: two writers of the same ones wait for each other instead of blocking each other. */
function identifierInserts(columns: readonly StageColumn[]): string[] {
  return columns.flatMap(({ column, target }) => {
    if (target.kind === 'identifier')
      return [
        `insert into product_identifiers (product_id, kind, value) select product_id, ${literal(target.identifier)}, ${column} from x where ${column} is not null`,
      ];
    if (target.kind !== 'product' || target.column !== 'gtin') return [];
    return [
      `insert into product_identifiers (product_id, kind, value, raw) select product_id, 'gtin', ${column}, gtin_raw from x where ${column} is not null order by ${column}`,
    ];
  });
}

function priceInserts(definition: ChangeSetDefinition, columns: readonly StageColumn[]): string[] {
  const selects = columns.flatMap(({ column, target, field }) =>
    target.kind === 'price'
      ? [
          `select product_id, ${literal(target.type)}, ${literal(target.currency)}, ${column}, ${definition.priceIncludesTax[field] ?? true} from x where ${column} is not null`,
        ]
      : [],
  );
  if (selects.length === 0) return [];
  return [
    `insert into product_prices (product_id, type, currency, amount, tax_included) ${selects.join(' union all ')}`,
  ];
}

/** One document per product and scope. */
function attributeInserts(columns: readonly StageColumn[]): string[] {
  return attributeScopes(columns).map(({ locale, channel, members }) => {
    const pairs = members.map(({ code, column }) => [code, column] as const);
    return `insert into product_attributes (product_id, locale, channel, values)
        select product_id, ${literal(locale)}, ${literal(channel)}, jsonb_strip_nulls(${buildObject(pairs)}) from x
        where coalesce(${members.map((m) => `${m.column}::text`).join(', ')}) is not null`;
  });
}

export interface AttributeScope {
  readonly locale: string;
  readonly channel: string;
  readonly members: { field: string; code: string; column: string }[];
}

export function attributeScopes(columns: readonly StageColumn[]): AttributeScope[] {
  const scopes = new Map<string, AttributeScope>();
  for (const { column, target, field } of columns) {
    if (target.kind !== 'value') continue;
    const key = `${target.locale}/${target.channel}`;
    const scope = scopes.get(key) ?? { locale: target.locale, channel: target.channel, members: [] };
    scope.members.push({ field, code: target.code, column });
    scopes.set(key, scope);
  }
  return [...scopes.values()];
}

function offerInsert(
  definition: ChangeSetDefinition,
  columns: readonly StageColumn[],
  supplier: string,
  id: string,
): string {
  const targets: [string, string][] = [
    ['id', 'new_offer_id'],
    ['supplier_id', supplier],
    ['product_id', 'product_id'],
    ['row_hash', 'stored_hash'],
    // A model that no row stands for is offered by no file.
    ['change_set_id', `case when line > 0 then ${id}::uuid end`],
    ['line', 'case when line > 0 then line end'],
    ['currency', literal(offerCurrency(definition))],
  ];
  for (const { column, target } of columns)
    if (target.kind === 'offer') targets.push([target.column, column]);
  return `insert into supplier_products (${targets.map(([c]) => c).join(', ')}) select ${targets.map(([, e]) => e).join(', ')} from x`;
}

/** The currency of the file's cost column, else the supplier's. */
export function offerCurrency(definition: ChangeSetDefinition): string {
  return definition.fields.find((field) => field.base === 'cost')?.currency ?? definition.currency;
}
