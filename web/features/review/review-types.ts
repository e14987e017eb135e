/** A row whose codes mean no one product. */
export interface ReviewRow {
  readonly line: number;
  readonly reason: string;
  /** Why it waits, in the reader's language. */
  readonly message: string;
  readonly row: Readonly<Record<string, string>>;
  readonly candidates: readonly Candidate[];
  readonly actions: readonly Decision['action'][];
}

export interface Candidate {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly title: string | null;
  /** The codes of the row that mean it. */
  readonly by: readonly string[];
}

export type Decision =
  { readonly action: 'product'; readonly productId: string } | { readonly action: 'create' | 'ignore' };

/** Something that waits for a person. */
export interface WaitingImport {
  readonly kind: 'import.held' | 'import.planned' | 'import.rows';
  readonly id: string;
  readonly address: string;
  readonly supplier: { readonly id: string; readonly name: string } | null;
  readonly since: string;
  readonly rows: number;
  readonly findings: number;
}
