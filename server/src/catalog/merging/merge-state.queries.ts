import type { PoolClient } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';

/** A value as it is stored, and as people read it. */
export interface StoredValue {
  readonly exact: unknown;
  readonly shown: unknown;
}

export interface Identifier {
  readonly kind: string;
  readonly value: string;
  readonly raw: string | null;
}

export interface HeldOffer {
  readonly id: string;
  readonly supplierId: string;
  readonly reference: string | null;
}

/** All of a product that a merge looks at. */
export interface MergeState {
  readonly id: string;
  readonly sku: string;
  readonly version: number;
  readonly status: string;
  readonly type: string;
  readonly parentId: string | null;
  readonly hasVariants: boolean;
  /** SKUs of bundles that it is a component of. */
  readonly bundles: readonly string[];
  /** What it was merged into already. */
  readonly survivorId: string | null;
  readonly owner: string;
  readonly owners: Readonly<Record<string, string>>;
  /** Filled fields under the names of history, with lists as `category` and `image`. */
  readonly fields: Readonly<Record<string, StoredValue>>;
  /** Category -> its path. */
  readonly paths: Readonly<Record<string, string>>;
  readonly identifiers: readonly Identifier[];
  readonly offers: readonly HeldOffer[];
  /** Of `title.missing`, where it is noted. */
  readonly titleIssue: unknown;
  readonly decisions: readonly { readonly owner: string; readonly key: string }[];
  /** Products that were merged into it. */
  readonly redirects: readonly string[];
}

/** Locks products in the order in which all writers do. */
export async function lockProducts(client: PoolClient, ids: readonly string[]): Promise<void> {
  await client.query('select id from products where id = any($1::uuid[]) order by id for update', [ids]);
}

const pair = (exact: string, shown = exact): string =>
  `jsonb_build_object('exact', ${exact}, 'shown', ${shown})`;

const texts: Readonly<Record<string, string>> = {
  gtin: 'gtin',
  asin: 'asin',
  mpn: 'mpn',
  title: 'title',
  description: 'description',
  shortDescription: 'short_description',
  taxClass: 'tax_class',
  familyVariant: 'family_variant',
};
const numbers = ['weight', 'length', 'width', 'height'];

const columns = [
  ...Object.entries(texts).map(
    ([field, column]) =>
      `case when p.${column} is not null then jsonb_build_object('${field}', ${pair(`p.${column}`)}) else '{}' end`,
  ),
  ...numbers.map(
    (column) =>
      `case when p.${column} is not null then jsonb_build_object('${column}', ${pair(`p.${column}::text`)}) else '{}' end`,
  ),
].join(' || ');

/** The name of a value in its scope; that of the product itself has neither locale nor channel. */
const valueName = `case when v.key in ('title', 'description', 'shortDescription') and (a.locale <> '' or a.channel <> '') then v.key else 'attribute.' || v.key end
  || case when a.locale <> '' then '@' || a.locale else '' end || case when a.channel <> '' then '/' || a.channel else '' end`;

const part = (query: string): string => `coalesce((${query}), '{}')`;

const fields = [
  columns,
  part(`select jsonb_build_object('brand', ${pair('b.id', 'b.name')}) from brands b where b.id = p.brand_id`),
  part(
    `select jsonb_build_object('family', ${pair('f.id', 'f.code')}) from families f where f.id = p.family_id`,
  ),
  part(`select jsonb_object_agg('price.' || x.type || ':' || x.currency, ${pair('jsonb_build_array(x.amount::text, x.tax_included)', 'x.amount::text')})
    from product_prices x where x.product_id = p.id`),
  part(`select jsonb_object_agg(case x.location when 'main' then 'stock' else 'stock.' || x.location end, ${pair('x.quantity::text')})
    from product_stocks x where x.product_id = p.id`),
  part(`select jsonb_build_object('category', ${pair('jsonb_object_agg(c.category_id, c.is_main)', 'jsonb_agg(k.full_path order by c.is_main desc, k.full_path)')})
    from product_categories c join categories k on k.id = c.category_id where c.product_id = p.id having count(*) > 0`),
  part(`select jsonb_build_object('image', ${pair('jsonb_agg(m.name order by m.position, m.name)')})
    from product_media_references m where m.product_id = p.id having count(*) > 0`),
  part(`select jsonb_object_agg(${valueName}, ${pair('v.value')})
    from product_attributes a cross join lateral jsonb_each(a.values) v where a.product_id = p.id`),
].join(' || ');

const list = (query: string): string => `coalesce((${query}), '[]')`;

/** In the order of the ids; those that are not there are left out. */
export async function readMergeStates(client: Statements, ids: readonly string[]): Promise<MergeState[]> {
  const { rows } = await client.query<{ state: MergeState }>(
    `select jsonb_build_object('id', p.id, 'sku', p.sku, 'version', p.version, 'status', p.status, 'type', p.type, 'parentId', p.parent_id,
       'bundles', ${list('select jsonb_agg(b.sku order by b.sku) from product_bundle_items i join products b on b.id = i.bundle_id where i.product_id = p.id')},
       'hasVariants', exists (select from products v where v.parent_id = p.id),
       'survivorId', (select r.survivor_id from product_redirects r where r.product_id = p.id),
       'owner', p.owner, 'owners', ${part('select s.owners from field_sources s where s.product_id = p.id')},
       'fields', ${fields},
       'paths', ${part('select jsonb_object_agg(k.id, k.full_path) from product_categories c join categories k on k.id = c.category_id where c.product_id = p.id')},
       'identifiers', ${list(`select jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'raw', i.raw) order by i.kind, i.value) from product_identifiers i where i.product_id = p.id`)},
       'offers', ${list(`select jsonb_agg(jsonb_build_object('id', o.id, 'supplierId', o.supplier_id, 'reference', o.supplier_reference) order by o.id) from supplier_products o where o.product_id = p.id`)},
       'titleIssue', (select q.params from quality_issues q where q.product_id = p.id and q.rule = 'title.missing' and q.source = ''),
       'decisions', ${list(`select jsonb_agg(jsonb_build_object('owner', d.owner, 'key', d.key) order by d.owner, d.key) from match_decisions d where d.product_id = p.id`)},
       'redirects', ${list(`select jsonb_agg(r.product_id order by r.product_id) from product_redirects r where r.survivor_id = p.id`)}) as state
     from unnest($1::uuid[]) with ordinality as i(id, position) join products p on p.id = i.id order by i.position`,
    [ids],
  );
  return rows.map(({ state }) => state);
}
