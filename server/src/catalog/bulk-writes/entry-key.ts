import { Type } from 'typebox';
import { Uuid } from '../../platform/http/uuid.ts';
import { checkGtin } from '../gtin.ts';
import { foldText } from '../text/fold.ts';

/** What an entry of a bulk write is about: one product by one of its codes, with the supplier where it needs him. */
export interface EntryKey {
  readonly productId?: string;
  readonly sku?: string;
  readonly gtin?: string;
  readonly supplierReference?: string;
  readonly supplierId?: string;
  readonly supplier?: string;
}

/** Entries of one request: as many as a batch of an import has rows, in a transaction of about a second. */
export const MOST_ENTRIES = 5_000;

/** As the fields of a product have them. */
export const decimal = Type.String({
  pattern: '^\\d{1,15}(\\.\\d{1,6})?$',
  description: 'Decimal with a point, as text',
});
export const decimalOrNull = Type.Union([decimal, Type.Null()]);
export const currencyCode = Type.String({ pattern: '^[A-Z]{3}$' });

const codeText = Type.String({ minLength: 1, maxLength: 200 });

export const entryKey = {
  productId: Type.Optional(Uuid),
  sku: Type.Optional(codeText),
  gtin: Type.Optional(
    Type.String({ minLength: 1, maxLength: 40, description: '8, 12, 13 or 14 digits, in any form' }),
  ),
  supplierReference: Type.Optional(codeText),
  supplierId: Type.Optional(Uuid),
  supplier: Type.Optional({ ...codeText, description: 'His name, instead of supplierId' }),
};

/** A key as the statements take it: its codes normalised, and what is wrong with it already. */
export interface ReadKey {
  readonly index: number;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly gtin: string | null;
  readonly reference: string | null;
  readonly supplierId: string | null;
  readonly supplierKey: string | null;
  readonly error: string | null;
}

/** A key that cannot be meant is kept with its error. */
export function readKey(entry: EntryKey, index: number): ReadKey {
  const { productId, sku, gtin, supplierReference, supplierId, supplier } = entry;
  const checked = gtin === undefined ? null : checkGtin(gtin);
  const named = [productId, sku, gtin].filter((key) => key !== undefined).length;
  const unclear = named > 1 || (named === 0 && supplierReference === undefined);
  return {
    index,
    productId: productId?.toLowerCase() ?? null,
    sku: sku ?? null,
    gtin: checked?.ok ? checked.gtin : null,
    reference: supplierReference ?? null,
    supplierId: supplierId?.toLowerCase() ?? null,
    supplierKey: supplierId === undefined && supplier !== undefined ? foldText(supplier) : null,
    error: unclear ? 'bulk.key' : checked && !checked.ok ? 'bulk.gtin' : null,
  };
}

/** The codes that an entry came with, to name it in an error. */
export const codesOf = (entry: EntryKey): Record<string, string> => {
  const { productId, sku, gtin, supplierReference, supplierId, supplier } = entry;
  const codes = { productId, sku, gtin, supplierReference, supplierId, supplier };
  return Object.fromEntries(
    Object.entries(codes).filter((code): code is [string, string] => code[1] !== undefined),
  );
};
