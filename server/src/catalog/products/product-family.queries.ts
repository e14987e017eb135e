import type { PoolClient } from 'pg';
import { AppError } from '../../platform/errors.ts';
import { foldText } from '../text/fold.ts';

/** @throws AppError `products.family`: only imports make families as they go */
export async function findFamily(client: PoolClient, code: string): Promise<{ id: string; code: string }> {
  const { rows } = await client.query<{ id: string; code: string }>(
    'select id, code from families where code_key = $1',
    [foldText(code)],
  );
  if (rows[0]) return rows[0];
  throw new AppError('products.family', {
    message: `There is no family "${code}"; POST /families makes one`,
    params: { field: 'family', value: code },
  });
}

/** @throws AppError `products.familyVariant`: files may name one before it is defined, people do not */
export async function requireFamilyVariant(client: PoolClient, code: string): Promise<void> {
  const { rowCount } = await client.query('select from family_variants where code = $1', [code]);
  if (rowCount) return;
  throw new AppError('products.familyVariant', {
    message: `There is no family variant "${code}"; POST /family-variants makes one`,
    params: { field: 'familyVariant', value: code },
  });
}
