/** What these pages read of the API's answers. */
export interface Look {
  readonly id: string;
  readonly status: 'queued' | 'reading' | 'comparing' | 'done' | 'failed';
  readonly progress: number;
  readonly failure: { readonly message: string } | null;
  readonly files: readonly LookFile[];
  readonly comparison: Comparison | null;
}

export interface LookFile {
  readonly position: number;
  readonly name: string;
  readonly bytes: number;
  readonly supplier: string;
  readonly importId: string | null;
  readonly failure: LookFailure | null;
  readonly findings: Findings | null;
}

export interface LookFailure {
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Findings {
  readonly detection: {
    readonly format: string;
    readonly compression: string | null;
    readonly encoding: string | null;
    readonly delimiter: string | null;
    readonly sheet: string | null;
  };
  readonly columns: readonly {
    readonly column: number;
    readonly header: string | null;
    readonly field: string | null;
    readonly confidence: string | null;
  }[];
  readonly rows: { readonly read: number; readonly rejected: number };
  readonly errors: readonly {
    readonly cause: string;
    readonly count: number;
    readonly message: string;
    readonly example: {
      readonly line: number;
      readonly header: string | null;
      readonly value: string | null;
    };
  }[];
  readonly gtins: {
    readonly wrong: number;
    readonly missing: number;
    readonly repaired: number;
    readonly examples: readonly {
      readonly line: number;
      readonly value: string;
      readonly cause: string;
      readonly message: string;
    }[];
  };
}

interface PriceKind {
  readonly currency: string;
  readonly basis: 'cost' | 'sale';
  readonly taxIncluded: boolean | null;
}

export interface Savings extends PriceKind {
  readonly products: number;
  readonly cheapest: string;
  readonly second: string;
  readonly highest: string;
  readonly savedOverSecond: string;
  readonly savedOverHighest: string;
}

export interface SharedPrice extends PriceKind {
  readonly gtin: string | null;
  readonly title: string | null;
  readonly offers: readonly { readonly file: number; readonly amount: string }[];
}

export interface Disagreement {
  readonly field: 'title' | 'brand' | 'mpn' | 'weight';
  readonly compared: number;
  readonly differing: number;
  readonly examples: readonly {
    readonly gtin: string | null;
    readonly values: readonly { readonly file: number; readonly line: number; readonly value: string }[];
  }[];
}

export interface Comparison {
  readonly products: { readonly distinct: number; readonly shared: number; readonly withoutImage: number };
  readonly withoutImage: readonly {
    readonly file: number;
    readonly line: number;
    readonly gtin: string | null;
    readonly title: string | null;
  }[];
  readonly savings: readonly Savings[];
  readonly bestSavings: readonly SharedPrice[];
  readonly doubtfulPrices: { readonly count: number; readonly examples: readonly SharedPrice[] };
  readonly disagreements: readonly Disagreement[];
  readonly files: readonly {
    readonly file: number;
    readonly products: number;
    readonly repeated: number;
    readonly shared: number;
    readonly withoutImage: number;
    readonly cheapest: number;
  }[];
}

export const isRunning = ({ status }: Look): boolean => status !== 'done' && status !== 'failed';

/** Files are told apart by whose they are. */
export const supplierOf = (look: Look, file: number): string =>
  look.files.find(({ position }) => position === file)?.supplier ?? String(file);
