import { hash } from 'node:crypto';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import { isUuid } from '../../platform/http/uuid.ts';
import type { PreparedAnswer } from '../../platform/cache/codecs.ts';
import type { ProductSearch } from '../search/search-products.ts';
import {
  countProducts,
  listProductIds,
  readProducts,
  readProductText,
  type Executor,
  type Product,
  type ProductCondition,
} from './product.queries.ts';
import type { ProductCache } from './product-cache.ts';
import { attributeConditions } from '../attributes/filter-values.ts';
import { listValues, readLocalised, type ReadScope } from './localised-product.queries.ts';
import { refuseMerged } from '../merging/redirect.queries.ts';
import { conditionsOf, type ProductFilter } from './product-filter.ts';
import { noSuchProduct } from './no-such-product.ts';

export interface ProductPage {
  readonly items: Product[];
  readonly nextCursor: string | null;
  readonly total: number | null;
  readonly totalIsEstimate: boolean;
}

export interface ListProducts {
  readonly filter: ProductFilter;
  /** Code -> values of which a product has one. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly cursor: string | null;
  readonly sort: string;
  readonly total: 'none' | 'estimate' | 'exact';
}

export interface ReadAs {
  readonly scope: ReadScope;
  readonly allValues: boolean;
}

const sortColumns: Readonly<Record<string, string>> = {
  sku: 'sku',
  updatedAt: 'updated_at',
  createdAt: 'id',
};

export function createProductService({
  pool,
  search,
  cache,
}: {
  pool: ConnectionPool;
  search: ProductSearch;
  cache: ProductCache;
}) {
  const db = pool as unknown as Executor;
  return {
    /**
     * The finished answer with its ETag, `"<version>.<digest>"`.
     * @throws AppError `products.not_found`; `products.merged` with where it went
     */
    read: (id: string): Promise<PreparedAnswer> =>
      cache.read(id, async () => {
        const found = await readProductText(db, id);
        if (!found) throw noSuchProduct(id);
        if (found.status === 'archived') await refuseMerged(db, id);
        return { body: Buffer.from(found.body), etag: etagOf(found.version, found.body) };
      }),
    /** The answer in one scope, or with every value of all scopes; asked for seldom, so that it is not cached. */
    async readAs(id: string, { scope, allValues }: ReadAs): Promise<PreparedAnswer> {
      const { product, version } = await readLocalised(db, id, scope);
      if (product.status === 'archived') await refuseMerged(db, id);
      const values = allValues ? { values: await listValues(db, id) } : {};
      const body = JSON.stringify({ ...product, ...values });
      return { body: Buffer.from(body), etag: etagOf(version, body) };
    },
    async list({ attributes = {}, ...asked }: ListProducts): Promise<ProductPage> {
      const where = [...(asked.filter.where ?? []), ...(await attributeConditions(db, attributes))];
      const options = where.length > 0 ? { ...asked, filter: { ...asked.filter, where } } : asked;
      if (options.filter.q !== undefined) return searchPage(db, search, options);
      const conditions = conditionsOf(options.filter);
      const descending = options.sort.startsWith('-');
      const column = sortColumns[options.sort.replace(/^-/, '')];
      if (!column)
        throw new AppError('products.invalid', {
          message: `sort=${options.sort}: choose sku, updatedAt or createdAt, with - for descending`,
          params: { sort: options.sort },
        });
      const after = options.cursor === null ? [] : [afterCursor(options.cursor, column, descending)];
      const found = await listProductIds(
        db,
        [...conditions, ...after],
        { column, descending },
        options.limit + 1,
      );
      const page = found.slice(0, options.limit);
      const counted =
        options.total === 'none' ? null : await countProducts(db, conditions, options.total === 'exact');
      const last = page.at(-1);
      return {
        items: await readProducts(
          db,
          page.map((row) => row.id),
        ),
        nextCursor: found.length > options.limit && last ? writeCursor([last.key, last.id]) : null,
        total: counted?.total ?? null,
        totalIsEstimate: counted?.isEstimate ?? false,
      };
    },
    /** The product that carries a code: SKU, GTIN in any form, supplier's reference, MPN or ASIN. */
    async findByCode(code: string): Promise<Product | null> {
      const hits = await search(code, 5);
      const hit = hits.find(({ score }) => score === 1);
      return hit ? ((await readProducts(db, [hit.productId]))[0] ?? null) : null;
    },
    async requireAll(ids: readonly string[]): Promise<Product[]> {
      return readProducts(db, ids);
    },
  };
}

export type ProductService = ReturnType<typeof createProductService>;

export const etagOf = (version: number, body: string): string =>
  `"${version}.${hash('md5', body, 'hex').slice(0, 16)}"`;

/** Hits that filters are laid on; ranking itself stops at 2,000. */
const SEARCH_DEPTH = 1_000;

/** Hits in order of their rank; the cursor is the number of those shown. */
async function searchPage(db: Executor, search: ProductSearch, options: ListProducts): Promise<ProductPage> {
  const { q = '', ...rest } = options.filter;
  const shown = options.cursor === null ? 0 : Number(readCursor(options.cursor, isCount)[0]);
  // Without other filters the hits of this page and one more are enough, which spares most searches the descriptions.
  const filtered = Object.values(rest).some((value) => value !== undefined);
  const depth = filtered ? SEARCH_DEPTH : Math.min(SEARCH_DEPTH, shown + options.limit + 1);
  const hits = await search(q, depth);
  const conditions: ProductCondition[] = [
    ...conditionsOf(rest),
    { sql: 'p.id = any(?)', values: [hits.map((hit) => hit.productId)] },
  ];
  const kept = new Set(
    (await listProductIds(db, conditions, { column: 'id', descending: false }, hits.length)).map(
      (row) => row.id,
    ),
  );
  const ids = hits.map((hit) => hit.productId).filter((id) => kept.has(id));
  const end = shown + options.limit;
  return {
    items: await readProducts(db, ids.slice(shown, end)),
    nextCursor: end < ids.length ? writeCursor([String(end)]) : null,
    total: options.total === 'none' ? null : ids.length,
    totalIsEstimate: hits.length >= depth,
  };
}

const isCount = (parts: readonly string[]): boolean => parts.length === 1 && /^\d{1,5}$/.test(parts[0]!);

/** As the database writes a timestamptz, on a day that there is. */
function isTime(text: string): boolean {
  const second = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?\+00$/.exec(text);
  const iso = second && `${second[1]}T${second[2]}`;
  return (
    iso !== null &&
    Number.isFinite(Date.parse(`${iso}Z`)) &&
    new Date(`${iso}Z`).toISOString().startsWith(iso)
  );
}

const writeCursor = (parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** @throws AppError `products.invalid` for a text that is no cursor, or one of a list in another order */
function readCursor(cursor: string, fits: (parts: readonly string[]) => boolean): string[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parts = null;
  }
  if (Array.isArray(parts) && parts.every((part) => typeof part === 'string') && fits(parts)) return parts;
  throw new AppError('products.invalid', { message: 'cursor: not one of this list', params: { cursor } });
}

function afterCursor(cursor: string, column: string, descending: boolean): ProductCondition {
  const parts = readCursor(
    cursor,
    ([key = '', id = '', ...more]) =>
      more.length === 0 && isUuid(id) && !key.includes('\0') && (column !== 'updated_at' || isTime(key)),
  );
  const sign = descending ? '<' : '>';
  if (column === 'id') return { sql: `p.id ${sign} ?::uuid`, values: [parts[1]] };
  const type = column === 'updated_at' ? 'timestamptz' : 'text';
  return { sql: `(p.${column}, p.id) ${sign} (?::${type}, ?::uuid)`, values: parts };
}
