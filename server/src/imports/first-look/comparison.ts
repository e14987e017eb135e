/** What the files of a look say together. Files are named by their position; amounts are decimal strings. */
export interface Comparison {
  readonly products: {
    /** One product has one GTIN, else one brand and part number, else one reference of one supplier. */
    readonly distinct: number;
    /** In the files of two suppliers or more. */
    readonly shared: number;
    /** No file names a picture of it. */
    readonly withoutImage: number;
  };
  readonly withoutImage: readonly NamedProduct[];
  readonly savings: readonly Savings[];
  readonly bestSavings: readonly SharedPrice[];
  /** Prices of one product so far apart that they are hardly of the same thing; in no sum. */
  readonly doubtfulPrices: { readonly count: number; readonly examples: readonly SharedPrice[] };
  readonly disagreements: readonly Disagreement[];
  readonly files: readonly FileShare[];
}

export interface NamedProduct {
  readonly file: number;
  readonly line: number;
  readonly gtin: string | null;
  readonly title: string | null;
}

/** What is compared with what: amounts of one currency and one meaning only. */
export interface PriceKind {
  readonly currency: string;
  /** What the merchant pays, or what the file asks. */
  readonly basis: 'cost' | 'sale';
  /** Null for costs, which are without tax. */
  readonly taxIncluded: boolean | null;
}

/**
 * One piece of each product that several suppliers have a price for: the sum of the cheapest prices, of the second
 * cheapest and of the highest ones.
 */
export interface Savings extends PriceKind {
  readonly products: number;
  readonly cheapest: string;
  readonly second: string;
  readonly highest: string;
  /** `second` minus `cheapest`: the least that is gained by choosing. */
  readonly savedOverSecond: string;
  /** `highest` minus `cheapest`: the most. */
  readonly savedOverHighest: string;
}

export interface SharedPrice extends PriceKind {
  readonly gtin: string | null;
  readonly title: string | null;
  /** The cheapest first. */
  readonly offers: readonly { readonly file: number; readonly amount: string }[];
}

export interface Disagreement {
  readonly field: DisagreementField;
  /** Products of which two files say something of this field. */
  readonly compared: number;
  /** Those of which they do not say the same, accents, capitals and signs left aside. */
  readonly differing: number;
  readonly examples: readonly {
    readonly gtin: string | null;
    readonly values: readonly { readonly file: number; readonly line: number; readonly value: string }[];
  }[];
}

export const disagreementFields = ['title', 'brand', 'mpn', 'weight'] as const;
export type DisagreementField = (typeof disagreementFields)[number];

/** A file's part in the whole. */
export interface FileShare {
  readonly file: number;
  readonly products: number;
  /** Rows of a product that the file has already. */
  readonly repeated: number;
  /** Products that another file has too. */
  readonly shared: number;
  readonly withoutImage: number;
  /** Compared products for which no other supplier asks as little. */
  readonly cheapest: number;
}
