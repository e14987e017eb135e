import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { Transactions } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';

/** An import that takes the same rows in another order makes one of the two give way; a second try finds them free. */
const TRIES = 3;
const givesWay = new Set(['40P01', '40001']);

/** For edits of products; a unique violation comes out as the conflict it is. */
export const editTransactions = (pool: ConnectionPool): Transactions<PoolClient> => ({
  run: (work) => inTransaction(pool, work),
  statements: (client) => client,
});

async function inTransaction<Result>(
  pool: ConnectionPool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // A refused edit leaves the connection as good as it was; one that cannot roll back is closed.
      const broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      client.release(broken);
      const { code = '', constraint } = error as { code?: string; constraint?: string };
      // A slug that an undo took meanwhile: the second try sees it, and chooses another or says whose it is.
      const retry = (givesWay.has(code) || constraint === 'product_seo_slug_key') && attempt < TRIES;
      if (!retry) throw (await conflictOf(pool, error)) ?? error;
      await delay(Math.random() * 50 * attempt);
    }
  }
}

const uniqueFields: Readonly<Record<string, { field: 'sku' | 'gtin'; holder: string }>> = {
  products_sku_key: { field: 'sku', holder: 'select id, sku from products where sku = $1' },
  product_identifiers_gtin_key: {
    field: 'gtin',
    holder: `select p.id, p.sku from product_identifiers i join products p on p.id = i.product_id where i.kind = 'gtin' and i.value = $1`,
  },
};

/** A unique violation names what is taken and the product that has it. */
async function conflictOf(pool: ConnectionPool, error: unknown): Promise<AppError | null> {
  const { code, constraint, detail } = error as { code?: string; constraint?: string; detail?: string };
  const unique = code === '23505' ? uniqueFields[constraint ?? ''] : undefined;
  if (!unique) return null;
  const { field, holder } = unique;
  // "Key (sku)=(A-1) already exists.", in the language of the database server.
  const value = /\)=\((.*)\)/s.exec(detail ?? '')?.[1] ?? null;
  const [other] = (await pool.query<{ id: string; sku: string }>(holder, [value])).rows;
  return new AppError('products.conflict', {
    message: `The product ${other?.sku ?? ''} has the ${field === 'sku' ? 'SKU' : 'GTIN'} ${value} already`,
    params: { field, value, productId: other?.id ?? null, sku: other?.sku ?? null },
    cause: error,
  });
}
