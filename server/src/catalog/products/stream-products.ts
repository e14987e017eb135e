import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { productValues } from '../history/product-history.ts';
import { conditionsOf, type ProductFilter } from './product-filter.ts';
import { readExportPage, type ExportedRow } from './export-rows.queries.ts';
import { countProducts, type Executor, type Product } from './product.queries.ts';

/** Products per round trip of a stream: 2,000 keep memory flat and the database busy. */
const PAGE = 2_000;

export interface ExportedProduct {
  readonly product: Product;
  /** Values under the names of the vocabulary, scoped ones included. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** All products of a filter in order of creation, page by page; the next page is read while one is written. */
export async function* streamProducts(
  pool: ConnectionPool,
  filter: ProductFilter,
): AsyncGenerator<ExportedProduct[]> {
  const db = pool as unknown as Executor;
  const conditions = conditionsOf(filter);
  const read = (after: string | null): Promise<ExportedRow[]> => {
    const page = readExportPage(db, conditions, after, PAGE);
    // Its error is thrown where the page is awaited, which may be never when the reader stops early.
    page.catch(() => undefined);
    return page;
  };
  let next: Promise<ExportedRow[]> | null = read(null);
  while (next) {
    const page: ExportedRow[] = await next;
    next = page.length < PAGE ? null : read(page.at(-1)!.product.id);
    if (page.length > 0) yield page.map(withValues);
  }
}

function withValues({ product, scoped }: ExportedRow): ExportedProduct {
  const values = productValues(product);
  for (const scope of scoped) {
    for (const [code, value] of Object.entries(scope.values))
      values[scopedName(code, scope.locale, scope.channel)] = value;
  }
  return { product, values };
}

export async function countStream(pool: ConnectionPool, filter: ProductFilter): Promise<number> {
  return (await countProducts(pool as unknown as Executor, conditionsOf(filter), true)).total;
}

const scopedName = (code: string, locale: string, channel: string): string => {
  const base = ['title', 'description', 'shortDescription'].includes(code) ? code : `attribute.${code}`;
  return `${base}${locale ? `@${locale}` : ''}${channel ? `/${channel}` : ''}`;
};

const fixedColumns =
  'sku gtin asin mpn brand family category title description shortDescription status weight length width height taxClass familyVariant'.split(
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
