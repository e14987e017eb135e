import { Type } from 'typebox';
import { named, nullable, oneOf } from '../../platform/http/answers.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Origin } from '../../platform/origin.ts';
import { codesOf, type EntryKey } from './entry-key.ts';

export interface EntryError {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface EntryResult {
  readonly index: number;
  /** `created` is an offer that there was not; prices and stocks are only written. */
  readonly status: 'created' | 'updated' | 'unchanged' | 'rejected';
  /** Of the product it meant, where there is one. */
  readonly productId: string | null;
  readonly errors: readonly EntryError[];
}

export interface BulkWrite<Entry> {
  readonly operationId: string;
  readonly origin: Origin;
  readonly entries: readonly Entry[];
  readonly defaultCurrency: string;
}

export interface BulkResult {
  /** Null where nothing was changed, so that there is nothing to take back. */
  readonly operationId: string | null;
  readonly counts: Readonly<Record<EntryResult['status'], number>>;
  readonly results: readonly EntryResult[];
}

const EntryErrorShape = named(
  'BulkEntryError',
  Type.Object({
    code: Type.String(),
    params: Type.Record(Type.String(), Type.Unknown(), { description: 'The codes the entry came with' }),
    message: Type.String(),
  }),
);
const count = Type.Integer({ minimum: 0 });
export const BulkResultShape = named(
  'BulkResult',
  Type.Object({
    operationId: nullable(Uuid),
    counts: Type.Object({ created: count, updated: count, unchanged: count, rejected: count }),
    results: Type.Array(
      Type.Object({
        index: Type.Integer({ minimum: 0, description: 'Of the entry in the request, from 0' }),
        status: oneOf(['created', 'updated', 'unchanged', 'rejected']),
        productId: nullable(Uuid),
        errors: Type.Array(EntryErrorShape),
      }),
    ),
  }),
);

const sentences: Readonly<Record<string, string>> = {
  'bulk.key': 'name the product by one of productId, sku, gtin or supplierReference',
  'bulk.gtin': 'this is no GTIN; its check digit or its length is wrong',
  'bulk.supplier_not_found': 'there is no such supplier; create it, or correct its name',
  'bulk.product_not_found': 'there is no such product; import or create it first',
  'bulk.ambiguous': 'several products have this reference; add supplierId or supplier',
  'bulk.duplicate': 'an earlier entry of this request writes the same; send each once',
  'offers.not_found':
    'there is no such offer; a new one needs its product by productId, sku or gtin, its supplier and supplierReference',
  'offers.reference_taken': 'another product has this reference of the supplier; correct one of them',
  'offers.ambiguous': 'the product has several offers that fit; add supplierReference and supplier',
  'prices.validity': 'validFrom and validTo are moments that there are, the first before the second',
  'prices.channel_not_found': 'there is no such channel; POST /channels makes one',
};

/** The error of an entry, with the codes it came with. */
export function entryError(code: string, entry: EntryKey): EntryError {
  const params = codesOf(entry);
  const named = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return { code, params, message: `${named.join(', ') || 'This entry'}: ${sentences[code] ?? code}` };
}

/** What became of an entry's key: the product it means, or why it means none. */
export interface FoundEntry {
  readonly productId: string | null;
  readonly error: string | null;
}

/** Entries of the same key write one thing: the first of them counts, the others are told. */
export function refuseDuplicates<Found extends FoundEntry>(
  found: readonly Found[],
  keyOf: (entry: Found, index: number) => string,
): Found[] {
  const seen = new Set<string>();
  return found.map((entry, index) => {
    if (entry.error !== null) return entry;
    const key = keyOf(entry, index);
    if (seen.has(key)) return { ...entry, error: 'bulk.duplicate' };
    seen.add(key);
    return entry;
  });
}

const isChange = (status: EntryResult['status']): boolean => status === 'created' || status === 'updated';

/** The products of the entries that changed something. */
export const changedProducts = ({ results }: Pick<BulkResult, 'results'>): string[] => [
  ...new Set(results.flatMap(({ status, productId }) => (isChange(status) && productId ? [productId] : []))),
];

/** The results in the order of the entries, with their counts. */
export function describeResults(
  entries: readonly EntryKey[],
  found: readonly FoundEntry[],
  written: { readonly entries: readonly number[]; readonly made?: readonly number[] },
): Pick<BulkResult, 'counts' | 'results'> {
  const [changed, made] = [new Set(written.entries), new Set(written.made)];
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const results = entries.map((entry, index): EntryResult => {
    const { productId = null, error = null } = found[index] ?? {};
    const done = made.has(index) ? 'created' : changed.has(index) ? 'updated' : 'unchanged';
    const status = error ? 'rejected' : done;
    counts[status]++;
    return { index, status, productId, errors: error ? [entryError(error, entry)] : [] };
  });
  return { counts, results };
}
