import type { Schemas } from '../../api/client';

export const sourceKinds = ['http', 'ftp', 'sftp', 'imap', 's3', 'folder'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A place that is asked for new files; its secret is never shown. */
export type Source = Schemas['ImportSource'];
/** How the files of a source are read. */
export type ImportConfig = Schemas['ImportConfig'];
export type SourceTest = Schemas['SourceTest'];
export type TakenFile = Schemas['SourceFile'];
export type SourceError = Pick<NonNullable<SourceTest['error']>, 'code' | 'message'>;

const HOUR_MS = 3_600_000;

/** Whether a source misses its rhythm. */
export const isLate = ({ expectedHours, lastFileAt, createdAt, state }: Source): boolean =>
  expectedHours !== null &&
  state !== 'paused' &&
  Date.now() - Date.parse(lastFileAt ?? createdAt) > expectedHours * HOUR_MS;
