import type { Schemas } from '../../api/client';

export const matchKeys = ['gtin', 'brandMpn', 'supplierReference', 'sku'] as const;
export type MatchKey = (typeof matchKeys)[number];

export type Supplier = Schemas['Supplier'];

/** As far as nothing is said yet; where a new supplier's priority is left out, the API gives it its own. */
export const nothingSaid: Omit<
  Supplier,
  'id' | 'code' | 'version' | 'createdAt' | 'updatedAt' | 'priority' | 'priorities'
> & { readonly priority: number | null } = {
  name: '',
  priority: null,
  currency: null,
  pricesIncludeTax: null,
  priceMeaning: null,
  locale: null,
  newProductStatus: 'draft',
  fullFile: false,
  missingAction: 'ignore',
  archiveWithoutOffers: false,
  matchKeys: null,
  expectedHours: null,
  templateId: null,
};

export type SupplierDraft = typeof nothingSaid;

export function draftOf(supplier: Supplier): SupplierDraft {
  const names = Object.keys(nothingSaid) as (keyof SupplierDraft)[];
  return Object.fromEntries(names.map((name) => [name, supplier[name]])) as unknown as SupplierDraft;
}
