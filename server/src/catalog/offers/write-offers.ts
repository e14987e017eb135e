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
import { findOffers, findTakenReferences, writeOfferRows } from './write-offers.queries.ts';

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

/** The offer that an entry means; null: one to be made. */
type MeantOffer = ResolvedEntry & { readonly offerId: string | null };

/**
 * Writes offers, those that there are and new ones of products that are named by their own codes, as one operation
 * that can be undone: as many statements for thousands as for one.
 */
export async function writeOffers(
  client: PoolClient,
  { operationId, origin, entries, defaultCurrency }: BulkWrite<OfferEntry>,
): Promise<BulkResult> {
  const found = refuseDuplicates(
    await chooseOffers(client, entries, await resolveEntries(client, entries)),
    ({ offerId, supplierId, reference }) => offerId ?? `${supplierId} ${reference}`,
  );
  const offers = found.flatMap(({ productId, error, ...offer }, entry) =>
    error === null ? [{ ...offer, entry, productId: productId!, values: valuesOf(entries[entry]!) }] : [],
  );
  const written = await writeOfferRows(client, { operationId, defaultCurrency, offers });
  const described = describeResults(entries, found, written);
  const updated = described.counts.updated + described.counts.created;
  if (updated === 0) return { operationId: null, ...described };
  const { supplierId, fields } = written;
  const productIds = changedProducts(described);
  await recordBulk(client, { id: operationId, supplierId, origin, productIds, updated, fields });
  return { operationId, ...described };
}

async function chooseOffers(
  client: PoolClient,
  entries: readonly EntryKey[],
  found: readonly ResolvedEntry[],
): Promise<MeantOffer[]> {
  const asked = found.flatMap(({ productId, supplierId, reference, error }, entry) =>
    error === null ? [{ entry, productId: productId!, supplierId, reference }] : [],
  );
  const fitting = await findOffers(client, asked);
  const taken = await findTakenReferences(client, asked);
  return found.map((one, index) => {
    const [offerId = null, ...others] = fitting.get(index) ?? [];
    if (one.error !== null) return { ...one, offerId };
    if (others.length > 0) return { ...one, offerId, error: 'offers.ambiguous' };
    if (offerId !== null) return { ...one, offerId };
    const { supplierId, reference } = one;
    const { productId, sku, gtin } = entries[index]!;
    if (supplierId === null || reference === null || (productId ?? sku ?? gtin) === undefined)
      return { ...one, offerId, error: 'offers.not_found' };
    return {
      ...one,
      offerId,
      error: taken.has(`${supplierId} ${reference}`) ? 'offers.reference_taken' : null,
    };
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
