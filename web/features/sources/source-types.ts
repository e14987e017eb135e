export const sourceKinds = ['http', 'ftp', 'sftp', 'imap', 's3', 'folder'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A place that is asked for new files; its secret is never shown. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly configId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretSet: boolean;
  readonly state: 'active' | 'paused' | 'broken';
  readonly expectedHours: number | null;
  readonly lastPolledAt: string | null;
  readonly lastFileAt: string | null;
  readonly lastError: SourceError | null;
  readonly version: number;
  readonly createdAt: string;
}

export interface SourceError {
  readonly code: string;
  readonly message: string;
}

/** How the files of a source are read. */
export interface ImportConfig {
  readonly id: string;
  readonly name: string;
  readonly supplier: { readonly id: string; readonly name: string } | null;
  readonly mode: 'apply' | 'preview';
}

export interface SourceTest {
  readonly ok: boolean;
  readonly error: SourceError | null;
  readonly files: readonly { readonly name: string; readonly bytes: number | null }[];
  readonly total: number;
}

export interface TakenFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly outcome: 'imported' | 'skipped';
  readonly importId: string | null;
  readonly takenAt: string;
}

const HOUR_MS = 3_600_000;

/** Whether a source misses its rhythm. */
export const isLate = ({ expectedHours, lastFileAt, createdAt, state }: Source): boolean =>
  expectedHours !== null &&
  state !== 'paused' &&
  Date.now() - Date.parse(lastFileAt ?? createdAt) > expectedHours * HOUR_MS;
