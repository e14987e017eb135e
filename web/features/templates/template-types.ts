import type { TemplateColumn } from '../imports/import-types';

export interface TemplateHead {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly updatedAt: string;
}

export interface Template extends TemplateHead {
  readonly columns: readonly TemplateColumn[];
}

export interface TemplateVersion {
  readonly version: number;
  readonly columns: readonly TemplateColumn[];
  readonly createdAt: string;
}

/** What a file of an earlier import would say by other columns. */
export interface ReplayedFile {
  readonly importId: string;
  readonly supplier: string | null;
  readonly file: string;
  readonly rows: number;
  /** False where the file has more rows than were read. */
  readonly complete: boolean;
  readonly differing: number;
  readonly newlyRejected: number;
  readonly newlyRead: number;
  readonly differences: readonly {
    readonly line: number;
    readonly fields: Readonly<Record<string, readonly [before: string | null, after: string | null]>>;
  }[];
  readonly problem: { readonly code: string; readonly message: string } | null;
}
