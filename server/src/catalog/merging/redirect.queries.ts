import type { QueryResultRow } from 'pg';
import { AppError } from '../../platform/errors.ts';

/** A connection, a pool or a transaction of another kind. */
interface Reader {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** The product that a merged one is part of now; null for one that was not merged. */
export async function findSurvivor(db: Reader, productId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    'select s.id from product_redirects r join products s on s.id = r.survivor_id where r.product_id = $1',
    [productId],
  );
  return rows[0]?.id ?? null;
}

/** Whether a plan has to ask where merged products went. */
export async function hasRedirects(db: Reader): Promise<boolean> {
  const { rows } = await db.query('select 1 from product_redirects limit 1');
  return rows.length > 0;
}

/** @throws AppError `products.merged` 410 with the product that it is part of now */
export async function refuseMerged(db: Reader, productId: string): Promise<void> {
  const survivorId = await findSurvivor(db, productId);
  if (survivorId !== null)
    throw new AppError('products.merged', {
      message: `The product ${productId} was merged into ${survivorId}; use that one, or undo the merge`,
      params: { id: productId, survivorId },
      status: 410,
    });
}

/** SQL: the survivor of the product that the expression means, else that product. */
export const survivorOf = (productId: string): string =>
  `coalesce((select pr.survivor_id from product_redirects pr where pr.product_id = ${productId}), ${productId})`;
