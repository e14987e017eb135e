/** What these pages read of the API's answers; the whole shapes are in `/openapi.json`. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly ean: string | null;
  readonly asin: string | null;
  readonly mpn: string | null;
  readonly title: string | null;
  /** What a variant has from its models. */
  readonly inherited: { readonly title?: string } | null;
  readonly description: string | null;
  readonly status: 'draft' | 'active' | 'archived';
  readonly brand: { readonly id: string; readonly name: string } | null;
  readonly categories: readonly { readonly id: string; readonly path: string }[];
  readonly prices: readonly Price[];
  readonly stocks: readonly { readonly location: string; readonly quantity: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Price {
  readonly type: string;
  readonly amount: string;
  readonly currency: string;
  readonly taxIncluded: boolean;
}

export interface Offer {
  readonly id: string;
  readonly supplier: string;
  readonly supplierReference: string | null;
  readonly cost: string | null;
  readonly currency: string;
  readonly stock: string | null;
}

export interface HistoryEntry {
  readonly at: string;
  readonly version: number;
  readonly operationId: string;
  readonly cause: {
    readonly supplier: string | null;
    readonly file: string | null;
    readonly line: number | null;
    readonly by: string;
  };
  readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[];
}

/** Its own title, else its model's with its number, which tells variants apart. */
export const titleOf = ({ title, inherited, sku }: Pick<Product, 'title' | 'inherited' | 'sku'>): string =>
  title ?? (inherited?.title ? `${inherited.title} · ${sku}` : sku);
