import type { PoolClient } from 'pg';
import type { Origin } from '../../platform/origin.ts';
import { appendBatchEvent } from '../change-sets/batch.queries.ts';
import { insertBulkChangeSet } from '../change-sets/bulk-change-set.queries.ts';
import { staleByValues } from '../products/product-cache.ts';
import { appendEnd } from '../change-sets/finish.queries.ts';
import { changedProducts, type BulkResult } from './bulk-results.ts';
import type { LoggedValues } from './log-values.queries.ts';

/** Writes down a bulk write whose history stands: its operation, its one event of changes, and that of its end. */
export async function recordBulk(
  client: PoolClient,
  bulk: {
    id: string;
    supplierId: string | null;
    origin: Origin;
    productIds: readonly string[];
    updated: number;
    /** Field -> products or offers in which it changed. */
    fields: Readonly<Record<string, number>>;
  },
): Promise<void> {
  const { id, supplierId, origin, productIds, updated, fields } = bulk;
  const counts = { created: 0, updated };
  await insertBulkChangeSet(client, { id, supplierId, origin, counts });
  await appendBatchEvent(client, id, 0, { ...counts, fields }, staleByValues(productIds));
  await appendEnd(client, id, counts);
}

/** The answer of a bulk write of prices or stocks, which is an operation only where something changed. */
export async function recordValues(
  client: PoolClient,
  bulk: {
    operationId: string;
    origin: Origin;
    logged: LoggedValues;
    described: Pick<BulkResult, 'counts' | 'results'>;
  },
): Promise<BulkResult> {
  const { operationId, origin, logged, described } = bulk;
  if (described.counts.updated === 0) return { operationId: null, ...described };
  const { products: updated, fields } = logged;
  const productIds = changedProducts(described);
  await recordBulk(client, { id: operationId, supplierId: null, origin, productIds, updated, fields });
  return { operationId, ...described };
}
