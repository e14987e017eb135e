import type { UndoCounts } from '../../src/catalog/index.ts';
import type { ConnectionPool } from '../../src/platform/databases/pool.ts';
import type { TestApi } from './api.ts';

/** An offer as an import would have made it, without its history. */
export async function buildOffer(
  pool: ConnectionPool,
  offer: {
    supplier: string;
    productId: string;
    reference: string;
    cost?: string;
    currency?: string;
    stock?: string;
    pack?: string;
    leadTimeDays?: number;
    hash?: boolean;
  },
): Promise<{ offerId: string; supplierId: string }> {
  const { rows } = await pool.query<{ offerId: string; supplierId: string }>(
    `with s as (
       insert into suppliers (name, name_key, code) values ($1, lower($1), upper($1))
       on conflict (name_key) do update set name = excluded.name returning id)
     insert into supplier_products (supplier_id, product_id, supplier_reference, cost, currency, stock, pack_quantity, lead_time_days, row_hash)
     select id, $2, $3, $4, $5, $6, $7, $8, case when $9 then gen_random_uuid() end from s
     returning id as "offerId", supplier_id as "supplierId"`,
    [
      offer.supplier,
      offer.productId,
      offer.reference,
      offer.cost ?? null,
      offer.currency ?? null,
      offer.stock ?? null,
      offer.pack ?? null,
      offer.leadTimeDays ?? null,
      offer.hash ?? false,
    ],
  );
  return rows[0]!;
}

/** Asks for an undo as a caller does, and runs it as a worker does. */
export async function undoOperation(api: TestApi, operationId: string): Promise<UndoCounts> {
  const asked = await api.call('POST', `/api/v1/operations/${operationId}/undo`, {});
  if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
  return api.system.undos.run(String(asked.body['id']), { signal: new AbortController().signal });
}
