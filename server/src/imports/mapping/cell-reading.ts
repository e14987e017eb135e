/** What is said about a cell. */
export interface Finding {
  readonly cause: string;
  readonly severity: 'error' | 'warning' | 'repaired';
  readonly params?: Readonly<Record<string, unknown>>;
  readonly suggestion?: string | null;
}

/** What a cell says: its canonical text, and what is to be said about it. */
export interface Read {
  readonly value: string | null;
  readonly finding?: Finding;
}

export type CellReader = (cell: string) => Read;

export const failure = (cause: string, suggestion: string | null = null): Read => ({
  value: null,
  finding: { cause, severity: 'error', suggestion },
});

export const tooLong = (base: string, limit: number, length: number): Read => ({
  value: null,
  finding: { cause: `${base}.too_long`, severity: 'error', params: { limit, length } },
});
