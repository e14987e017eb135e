import type { PoolClient } from 'pg';
import {
  describeResults,
  refuseDuplicates,
  type BulkResult,
  type BulkWrite,
} from '../bulk-writes/bulk-results.ts';
import type { EntryKey } from '../bulk-writes/entry-key.ts';
import { recordValues } from '../bulk-writes/record-bulk.ts';
import { resolveEntries, type ResolvedEntry } from '../bulk-writes/resolve-entries.queries.ts';
import { isValidity, priceFieldOf, scopeOf, type PricePlace } from './price-scope.ts';
import { listChannelCodes, writePriceRows } from './write-prices.queries.ts';

export interface PriceEntry extends EntryKey {
  /** Absent: `sale`. */
  readonly type?: string;
  readonly currency?: string;
  /** Null takes the price away. */
  readonly amount: string | null;
  /** Absent: what it is, of a new one true. */
  readonly taxIncluded?: boolean;
  readonly channel?: string | null;
  readonly minQuantity?: string;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

/** Writes prices of products, as one operation that can be undone: as many statements for thousands as for one. */
export async function writePrices(
  client: PoolClient,
  { operationId, origin, entries, defaultCurrency }: BulkWrite<PriceEntry>,
): Promise<BulkResult> {
  const places = entries.map((entry) => placeOf(entry, defaultCurrency));
  const channels = await listChannelCodes(
    client,
    places.flatMap(({ channel }) => channel ?? []),
  );
  const resolved = (await resolveEntries(client, entries)).map((found, index) =>
    withPlace(found, places[index]!, channels),
  );
  const found = refuseDuplicates(
    resolved,
    ({ productId }, index) => `${productId} ${priceFieldOf(places[index]!)}`,
  );
  const logged = await writePriceRows(
    client,
    operationId,
    found.flatMap(({ productId, error }, entry) => {
      const { amount, taxIncluded } = entries[entry]!;
      const tax = taxIncluded === undefined ? {} : { taxIncluded };
      return error === null ? [{ ...places[entry]!, ...tax, entry, productId: productId!, amount }] : [];
    }),
  );
  const described = describeResults(entries, found, logged);
  return recordValues(client, { operationId, origin, logged, described });
}

const placeOf = (entry: PriceEntry, defaultCurrency: string): PricePlace => ({
  type: entry.type ?? 'sale',
  currency: entry.currency ?? defaultCurrency,
  ...scopeOf(entry),
});

function withPlace(
  found: ResolvedEntry,
  { channel, ...scope }: PricePlace,
  channels: ReadonlySet<string>,
): ResolvedEntry {
  if (found.error !== null) return found;
  if (!isValidity(scope)) return { ...found, error: 'prices.validity' };
  if (channel !== null && !channels.has(channel)) return { ...found, error: 'prices.channel_not_found' };
  return found;
}
