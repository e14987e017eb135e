export const matchKeys = ['gtin', 'brandMpn', 'supplierReference', 'sku'] as const;
export type MatchKey = (typeof matchKeys)[number];

/** What was said of a supplier once, and all its files are read by. */
export interface SupplierAnswers {
  readonly name: string;
  /** The lowest wins. */
  readonly priority: number;
  readonly currency: string | null;
  readonly pricesIncludeTax: boolean | null;
  readonly priceMeaning: 'cost' | 'sale' | null;
  readonly locale: string | null;
  readonly newProductStatus: 'draft' | 'active';
  readonly fullFile: boolean;
  readonly missingAction: 'ignore' | 'stock_zero' | 'end_offer';
  readonly archiveWithoutOffers: boolean;
  /** Null: by all of them. */
  readonly matchKeys: readonly MatchKey[] | null;
  readonly expectedHours: number | null;
  readonly templateId: string | null;
}

export interface Supplier extends SupplierAnswers {
  readonly id: string;
  readonly code: string;
  readonly version: number;
}

/** As far as nothing is said yet; where a new supplier's priority is left out, the API gives it its own. */
export const nothingSaid: Omit<SupplierAnswers, 'priority'> & { priority: number | null } = {
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
