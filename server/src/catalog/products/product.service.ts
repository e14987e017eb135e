import { hash } from 'node:crypto';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
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
import { conditionsOf, type ProductFilter } from './product-filter.ts';

export interface ProductPage {
  readonly items: Product[];
  readonly nextCursor: string | null;
  readonly total: number | null;
  readonly totalIsEstimate: boolean;
}

export interface ListProducts {
  readonly filter: ProductFilter;
  readonly limit: number;
  readonly cursor: string | null;
  readonly sort: string;
  readonly total: 'none' | 'estimate' | 'exact';
}

const sortColumns: Readonly<Record<string, string>> = {
  sku: 'sku',
  updatedAt: 'updated_at',
  createdAt: 'id',
};

export function createProductService({ pool, search }: { pool: ConnectionPool; search: ProductSearch }) {
  const db = pool as unknown as Executor;
  return {
    /** The finished answer with its ETag, `"<version>.<digest>"`. */
    async read(id: string): Promise<{ body: string; etag: string }> {
      const found = await readProductText(db, id);
      if (!found)
        throw new AppError('products.not_found', { message: `There is no product ${id}`, params: { id } });
      return { body: found.body, etag: etagOf(found.version, found.body) };
    },
    async list(options: ListProducts): Promise<ProductPage> {
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
        nextCursor:
          found.length > options.limit && last
            ? Buffer.from(JSON.stringify([last.key, last.id])).toString('base64url')
            : null,
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

/** Hits in order of their rank; they are few, so they come on one page. */
async function searchPage(db: Executor, search: ProductSearch, options: ListProducts): Promise<ProductPage> {
  const hits = await search(options.filter.q ?? '', options.limit);
  const { q: _, ...rest } = options.filter;
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
  return { items: await readProducts(db, ids), nextCursor: null, total: ids.length, totalIsEstimate: false };
}

function afterCursor(cursor: string, column: string, descending: boolean): ProductCondition {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parsed = null;
  }
  if (!Array.isArray(parsed) || parsed.length !== 2 || !parsed.every((part) => typeof part === 'string')) {
    throw new AppError('products.invalid', { message: 'cursor: not one of this list', params: { cursor } });
  }
  const sign = descending ? '<' : '>';
  if (column === 'id') return { sql: `p.id ${sign} ?::uuid`, values: [parsed[1]] };
  const type = column === 'updated_at' ? 'timestamptz' : 'text';
  return { sql: `(p.${column}, p.id) ${sign} (?::${type}, ?::uuid)`, values: parsed };
}
