import type { ExtractedFormat, Sheet } from '../detection.ts';

/** What the reading process is asked. */
export interface ExtractRequest {
  readonly path: string;
  readonly kind: Exclude<ExtractedFormat, 'jsonl'>;
  /** Looks at so many records of each sheet, or of the file, and ends. */
  readonly sample: number | null;
  readonly sheet: string | null;
  readonly recordPath: string | null;
  /** First row of a sheet that counts. */
  readonly fromRow: number;
  /** Columns in order, for records that name their values; null while they are still looked for. */
  readonly columns: readonly string[] | null;
}

/** One line of its answer: a record with its line and cells, or one of these. */
export type ExtractMessage =
  | readonly [line: number, ...cells: string[]]
  | { readonly sheets: readonly Sheet[] }
  | { readonly sheet: string }
  | { readonly share: number }
  | { readonly end: ExtractEnd }
  | { readonly error: { code: string; message: string; params: Record<string, unknown> } };

export interface ExtractEnd {
  readonly format: ExtractedFormat;
  readonly recordPath: string | null;
  /** Columns in order of their first value. */
  readonly columns: readonly string[] | null;
  readonly lateColumns: readonly string[];
}

/** What a reader hands its records to. */
export interface ExtractSink {
  /** @returns false when no more are wanted */
  record(line: number, cells: readonly string[]): boolean;
  say(message: Exclude<ExtractMessage, readonly unknown[]>): void;
  /** Awaited now and then, so that no more is read than is taken. */
  drained(): Promise<void>;
}

/** Why a file cannot be read; its code and words reach the person who sent it. */
export class ExtractError extends Error {
  readonly code: string;
  readonly params: Record<string, unknown>;
  constructor(code: string, message: string, params: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.params = params;
  }
}
