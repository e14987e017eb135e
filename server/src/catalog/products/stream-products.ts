import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { productValues } from '../history/product-history.ts';
import { conditionsOf, type ProductFilter } from './product-filter.ts';
import {
  countProducts,
  listProductIds,
  readProducts,
  type Executor,
  type Product,
  type ProductCondition,
} from './product.queries.ts';

/** Products per round trip of a stream: 1,000 keep memory flat and the database busy. */
const PAGE = 1_000;

export interface ExportedProduct {
  readonly product: Product;
  /** Values under the names of the vocabulary, scoped ones included. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** All products of a filter in order of creation, page by page. */
export async function* streamProducts(
  pool: ConnectionPool,
  filter: ProductFilter,
): AsyncGenerator<ExportedProduct[]> {
  const db = pool as unknown as Executor;
  const conditions = conditionsOf(filter);
  let last: string | null = null;
  for (;;) {
    const after: ProductCondition[] = last === null ? [] : [{ sql: 'p.id > ?::uuid', values: [last] }];
    const ids: string[] = (
      await listProductIds(db, [...conditions, ...after], { column: 'id', descending: false }, PAGE)
    ).map((row) => row.id);
    if (ids.length === 0) return;
    last = ids.at(-1)!;
    const scoped = await readScopedValues(db, ids);
    yield (await readProducts(db, ids)).map((product) => ({
      product,
      values: { ...productValues(product), ...scoped.get(product.id) },
    }));
    if (ids.length < PAGE) return;
  }
}

export async function countStream(pool: ConnectionPool, filter: ProductFilter): Promise<number> {
  return (await countProducts(pool as unknown as Executor, conditionsOf(filter), true)).total;
}

const scopedName = (code: string, locale: string, channel: string): string => {
  const base = ['title', 'description', 'shortDescription'].includes(code) ? code : `attribute.${code}`;
  return `${base}${locale ? `@${locale}` : ''}${channel ? `/${channel}` : ''}`;
};

async function readScopedValues(
  db: Executor,
  ids: readonly string[],
): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await db.query<{
    product_id: string;
    locale: string;
    channel: string;
    values: Record<string, unknown>;
  }>(
    `select product_id, locale, channel, values from product_attributes where product_id = any($1) and (locale, channel) <> ('', '')`,
    [ids],
  );
  const found = new Map<string, Record<string, unknown>>();
  for (const { product_id: id, locale, channel, values } of rows) {
    const own = found.get(id) ?? {};
    for (const [code, value] of Object.entries(values)) own[scopedName(code, locale, channel)] = value;
    found.set(id, own);
  }
  return found;
}

const fixedColumns =
  'sku gtin asin mpn brand family category title description shortDescription status weight length width height taxClass'.split(
    ' ',
  );

/** The columns of an export: the fixed fields, then the prices, stocks and attributes that exist, each kind sorted. */
export async function listExportColumns(pool: ConnectionPool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from (
       select distinct 1 as kind, 'price.' || type || ':' || currency as name from product_prices
       union select distinct 2, case when location = 'main' then 'stock' else 'stock.' || location end from product_stocks
       union select distinct 3, 'attribute.' || k from product_attributes cross join lateral jsonb_object_keys(values) k where locale = '' and channel = ''
     ) c order by kind, name`,
    [],
  );
  const scoped = await pool.query<{ code: string; locale: string; channel: string }>(
    `select distinct k as code, locale, channel from product_attributes cross join lateral jsonb_object_keys(values) k
     where (locale, channel) <> ('', '') order by 1, 2, 3`,
    [],
  );
  return [
    ...fixedColumns,
    ...rows.map((row) => row.name),
    ...scoped.rows.map((row) => scopedName(row.code, row.locale, row.channel)),
  ];
}
