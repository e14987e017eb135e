import type { PoolClient } from 'pg';
import {
  describeResults,
  refuseDuplicates,
  type BulkResult,
  type BulkWrite,
} from '../bulk-writes/bulk-results.ts';
import type { EntryKey } from '../bulk-writes/entry-key.ts';
import { recordValues } from '../bulk-writes/record-bulk.ts';
import { resolveEntries } from '../bulk-writes/resolve-entries.queries.ts';
import { writeStockRows } from './write-stocks.queries.ts';

export interface StockEntry extends EntryKey {
  /** Absent: `main`. */
  readonly location?: string;
  /** Null takes the stock away. */
  readonly quantity: string | null;
}

/** Writes stocks of products, as one operation that can be undone: as many statements for thousands as for one. */
export async function writeStocks(
  client: PoolClient,
  { operationId, origin, entries }: BulkWrite<StockEntry>,
): Promise<BulkResult> {
  const placeOf = (index: number): string => entries[index]!.location ?? 'main';
  const found = refuseDuplicates(
    await resolveEntries(client, entries),
    ({ productId }, index) => `${productId}/${placeOf(index)}`,
  );
  const logged = await writeStockRows(
    client,
    operationId,
    found.flatMap(({ productId, error }, entry) => {
      const { quantity } = entries[entry]!;
      return error === null ? [{ entry, productId: productId!, location: placeOf(entry), quantity }] : [];
    }),
  );
  return recordValues(client, {
    operationId,
    origin,
    logged,
    described: describeResults(entries, found, logged),
  });
}
