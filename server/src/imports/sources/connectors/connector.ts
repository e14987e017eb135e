/** A file as the other side shows it. */
export interface RemoteFile {
  /** Path, key or message and part: what tells it from the other files of its source. */
  readonly id: string;
  /** What people see. */
  readonly name: string;
  /** One state of the file; null where only its content tells, so that the hash is taken. */
  readonly version: string | null;
  /** Null where the other side does not say. */
  readonly bytes: number | null;
  readonly modifiedAt: Date | null;
}

/** An open line to where files come from. */
export interface Connection {
  /** What is there now and fits the source's rule, oldest first; partial names are left out. */
  list(): Promise<RemoteFile[]>;
  open(file: RemoteFile): Promise<AsyncIterable<Buffer>>;
  /**
   * The state of a file after its transfer: another one, and what came may be half of each. Absent where the
   * content cannot change under its id.
   */
  versionOf?(file: RemoteFile): Promise<string | null>;
  /** Follows the commit of the import's row; may be called again after a crash. */
  taken?(file: RemoteFile): Promise<void>;
  /** Its files are written where they are seen: only one that stayed the same for a while is taken. */
  readonly grows?: boolean;
  /** Kept with the source and handed to the next poll. */
  readonly cursor: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** What a connector may use to reach out. */
export interface Reach {
  readonly signal: AbortSignal;
  /** Of a file; more is refused before it is stored. */
  readonly maxBytes: number;
  readonly cursor: Readonly<Record<string, unknown>>;
}

/** Connects to one kind of source. */
export type Connector<Settings> = (
  source: { readonly settings: Settings; readonly secret: Readonly<Record<string, string>> },
  reach: Reach,
) => Promise<Connection>;

/** A list longer than this is a mistake in the address, or an attack. */
export const MOST_LISTED = 100_000;
/** For a name, a connection, a command. */
export const ANSWER_MS = 30_000;
