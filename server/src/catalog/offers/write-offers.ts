import type { PoolClient } from 'pg';
import {
  changedProducts,
  describeResults,
  refuseDuplicates,
  type BulkResult,
  type BulkWrite,
} from '../bulk-writes/bulk-results.ts';
import type { EntryKey } from '../bulk-writes/entry-key.ts';
import { recordBulk } from '../bulk-writes/record-bulk.ts';
import { resolveEntries, type ResolvedEntry } from '../bulk-writes/resolve-entries.queries.ts';
import { findOffers, writeOfferRows } from './write-offers.queries.ts';

/** Amounts and quantities are decimal strings; null clears, what is absent stays. */
export interface OfferEntry extends EntryKey {
  readonly cost?: string | null;
  /** Of the cost; absent: the offer's, else the default one. */
  readonly currency?: string;
  readonly stock?: string | null;
  readonly leadTimeDays?: number | null;
  readonly minQuantity?: string | null;
  readonly packQuantity?: string | null;
}

type MeantOffer = ResolvedEntry & { readonly offerId: string };

/** Writes offers that there are, as one operation that can be undone: as many statements for thousands as for one. */
export async function writeOffers(
  client: PoolClient,
  { operationId, origin, entries, defaultCurrency }: BulkWrite<OfferEntry>,
): Promise<BulkResult> {
  const found = refuseDuplicates(
    await chooseOffers(client, await resolveEntries(client, entries)),
    ({ offerId }) => offerId,
  );
  const offers = found.flatMap(({ offerId, error }, entry) =>
    error === null ? [{ entry, offerId, values: valuesOf(entries[entry]!) }] : [],
  );
  const written = await writeOfferRows(client, { operationId, defaultCurrency, offers });
  const described = describeResults(entries, found, written.entries);
  const { updated } = described.counts;
  if (updated === 0) return { operationId: null, ...described };
  const { supplierId, fields } = written;
  const productIds = changedProducts(described);
  await recordBulk(client, { id: operationId, supplierId, origin, productIds, updated, fields });
  return { operationId, ...described };
}

async function chooseOffers(client: PoolClient, found: readonly ResolvedEntry[]): Promise<MeantOffer[]> {
  const fitting = await findOffers(
    client,
    found.flatMap(({ productId, supplierId, reference, error }, entry) =>
      error === null ? [{ entry, productId: productId!, supplierId, reference }] : [],
    ),
  );
  return found.map((one, index) => {
    const [offerId, ...others] = fitting.get(index) ?? [];
    const problem = offerId === undefined ? 'offers.not_found' : others.length > 0 ? 'offers.ambiguous' : null;
    return { ...one, offerId: offerId ?? '', error: one.error ?? problem };
  });
}

const valuesOf = ({ cost, currency, stock, leadTimeDays, minQuantity, packQuantity }: OfferEntry) => ({
  cost,
  currency,
  stock,
  lead_time_days: leadTimeDays,
  min_quantity: minQuantity,
  pack_quantity: packQuantity,
});
