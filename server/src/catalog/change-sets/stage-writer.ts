import { hash } from 'node:crypto';
import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { BATCH_ROWS, hasClears, type StageColumn } from './definition.ts';
import type { HashSet } from './known-hashes.ts';
import { hashRow } from './row-hash.ts';
import { createRowKeys, type RowKeys } from './row-keys.ts';
import { createTermCells, type TermCells } from './term-cells.ts';

export interface StagedRow {
  readonly line: number;
  /**
   * One entry per staged field, canonical text; a list's entries are joined by U+001F. Where a field may be emptied,
   * one more: the fields that the row empties, as a JSON list.
   */
  readonly values: readonly (string | null)[];
  readonly gtinRaw: string | null;
  /** Findings about the row that stay with its product, as JSON `[{rule, params}]`. */
  readonly issues: string | null;
}

export interface StageTotals {
  readonly staged: number;
  /** Rows identical to the ones their offers were last written from, per batch. */
  readonly prefiltered: readonly number[];
  readonly batches: number;
  readonly keys: RowKeys;
  readonly terms: TermCells;
  readonly known: HashSet;
  /** Keys of rows that were read and rejected: their offers are there. */
  readonly present: PresentKeys;
}

export interface PresentKeys {
  readonly references: readonly string[];
  readonly gtins: readonly string[];
  /** A rejected row had no key that could be read. */
  readonly unknown: boolean;
}

export interface StageWriter {
  add(row: StagedRow): void;
  /** Counts a row that was read but is not staged, so that batches are cut at the same rows on every run. */
  skip(values: readonly (string | null)[]): void;
  /** Hands full pieces to the database; awaited every few hundred rows, it bounds the memory. */
  drain(): Promise<void> | undefined;
  finish(): Promise<StageTotals>;
  abort(): Promise<void>;
}

/** COPY is fed in pieces of a quarter MiB: large enough for the socket, small enough to stay in cache. */
const FLUSH_BYTES = 256 * 1024;
/** A COPY commits after this many bytes or milliseconds: a long transaction anywhere holds the event log back. */
const COMMIT_BYTES = 32 * 1024 * 1024;
const COMMIT_MS = 3_000;

// Three searches for one character each are a sixth of the time of one search for a class.
const needsEscape = (text: string): boolean =>
  text.includes('\\') || text.includes('\n') || text.includes('\r');
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeText = (text: string): string => text.replace(/[\\\t\n\r]/g, (char) => escapes[char]!);

/** The values as one COPY line; empty cells are null (`null ''`), because a staged value is never empty text. */
function joinValues(values: readonly (string | null)[]): string {
  const joined = values.join('\t');
  if (!needsEscape(joined) && countTabs(joined) === values.length - 1) return joined;
  return values.map((value) => (value === null ? '' : escapeText(value))).join('\t');
}

function countTabs(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\t'); at >= 0; at = text.indexOf('\t', at + 1)) count++;
  return count;
}

/**
 * Writes rows as COPY text: each value is encoded once, and the same bytes are hashed for the comparison with
 * what the supplier sent last time. The connection belongs to the writer until `finish` or `abort`.
 */
export function createStageWriter(options: {
  client: PoolClient;
  table: string;
  columns: readonly StageColumn[];
  /** What else decides the outcome of a row (fields, policies, priorities), folded into every hash. */
  seed: string;
  known: HashSet;
  /** Number of the first batch. */
  firstBatch: number;
  /** The file has all products of its supplier: which ones were there is kept. */
  tracks: boolean;
}): StageWriter {
  const { client, columns, known } = options;
  const seedBytes = hash('md5', options.seed, 'buffer');
  const seed = Int32Array.from([0, 4, 8, 12], (at) => seedBytes.readInt32LE(at));
  const identify = createIdentifier(columns);
  const keys = createRowKeys();
  const present = createPresentKeys(columns);
  const terms = createTermCells(columns);
  const copy = createCopyPipe(
    client,
    `copy ${options.table} (${columns.map((c) => c.column).join(', ')}${hasClears(columns) ? ', cleared' : ''}, gtin_raw, issues, line, batch, hash) from stdin (null '')`,
  );
  const digest = new Int32Array(4);
  const digestBytes = Buffer.from(digest.buffer);

  let buffer: Buffer = Buffer.allocUnsafe(FLUSH_BYTES * 2);
  let position = 0;
  // The row's values stand here for the hash: at an address it can read as words, with zeros behind.
  let row = Buffer.from(new ArrayBuffer(64 * 1024));
  let rowWords = new Int32Array(row.buffer);
  let ordinal = 0;
  let staged = 0;
  const prefiltered: number[] = [];

  const reserve = (bytes: number): void => {
    if (position + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe((buffer.length + bytes) * 2);
    buffer.copy(larger, 0, 0, position);
    buffer = larger;
  };
  const encodeRow = (text: string): number => {
    // A UTF-16 unit takes three bytes at most.
    if (text.length * 3 + 16 > row.length) {
      row = Buffer.from(new ArrayBuffer(Math.ceil((text.length * 6) / 16) * 16 + 16));
      rowWords = new Int32Array(row.buffer);
    }
    const length = row.write(text, 0, 'utf8');
    row.fill(0, length, length + 16);
    return length;
  };
  async function flush(): Promise<void> {
    if (position === 0) return;
    buffer = await copy.write(buffer, position);
    position = 0;
  }

  return {
    add({ line, values, gtinRaw, issues }) {
      const index = Math.floor(ordinal++ / BATCH_ROWS);
      const { key, productKey } = identify(values);
      keys.note(line, key, productKey);
      const length = encodeRow(joinValues(values));
      hashRow(rowWords, length, seed, digest);
      if (known.has(digest)) {
        prefiltered[index] = (prefiltered[index] ?? 0) + 1;
        return;
      }
      staged++;
      terms.note(values);
      const tail = `\t${gtinRaw === null ? '' : escapeText(gtinRaw)}\t${issues === null ? '' : escapeText(issues)}\t${line}\t${options.firstBatch + index}\t${digestBytes.toString('hex')}\n`;
      reserve(length + tail.length * 3);
      position += row.copy(buffer, position, 0, length);
      position += buffer.write(tail, position, 'utf8');
    },
    skip(values) {
      ordinal++;
      if (options.tracks) present.note(values);
    },
    drain: () => (position >= FLUSH_BYTES ? flush() : undefined),
    async finish() {
      await flush();
      await copy.end();
      const batches = Math.max(1, Math.ceil(ordinal / BATCH_ROWS));
      return {
        staged,
        prefiltered: Array.from({ length: batches }, (_, i) => prefiltered[i] ?? 0),
        batches,
        keys,
        terms,
        known,
        present: present.keys(),
      };
    },
    abort: () => copy.abort(),
  };
}

/**
 * Feeds COPYs from two buffers in turn: while the database takes one, the next rows go into the other. The
 * buffers are used again, so the memory is the same for any number of rows.
 */
function createCopyPipe(client: PoolClient, sql: string) {
  let stream: CopyStreamQuery | null = null;
  let taken: Promise<void> = Promise.resolve();
  let giveUpWaiting: () => void = () => undefined;
  let spare: Buffer | null = null;
  let copied = 0;
  let started = 0;
  let failure: Error | null = null;

  async function end(): Promise<void> {
    await taken;
    if (failure) throw failure;
    if (!stream) return;
    const ending = stream;
    stream = null;
    ending.end();
    await once(ending, 'finish');
  }
  return {
    end,
    /** Sends the first bytes of a buffer and hands out one to fill next; the sent one stays untouched until it is gone. */
    async write(buffer: Buffer, length: number): Promise<Buffer> {
      await taken;
      if (failure) throw failure;
      if (copied > COMMIT_BYTES || (stream && Date.now() - started > COMMIT_MS)) await end();
      if (!stream) {
        stream = client.query(copyFrom(sql));
        // A connection that is lost takes nothing any more: without this the writer would wait for it for ever.
        stream.on('error', (error: Error) => {
          failure = error;
          giveUpWaiting();
        });
        started = Date.now();
        copied = 0;
      }
      copied += length;
      const next = spare ?? Buffer.allocUnsafe(buffer.length);
      spare = buffer;
      const writing = stream;
      taken = new Promise((resolve) => {
        giveUpWaiting = resolve;
        writing.write(buffer.subarray(0, length), () => resolve());
      });
      return next;
    },
    async abort(): Promise<void> {
      // After a failure the server has ended the COPY itself.
      if (!stream || failure) return;
      const ending = stream;
      stream = null;
      ending.destroy(new Error('staging was given up'));
      await new Promise((resolve) => ending.once('close', resolve));
    },
  };
}

function createPresentKeys(columns: readonly StageColumn[]) {
  const at = (field: string): number => columns.findIndex((column) => column.field === field);
  const [reference, gtin] = [at('supplierReference'), at('gtin')];
  const [references, gtins]: [string[], string[]] = [[], []];
  let unknown = false;
  return {
    note(values: readonly (string | null)[]): void {
      const [own, code] = [values[reference] ?? null, values[gtin] ?? null];
      if (own !== null) references.push(own);
      if (code !== null) gtins.push(code);
      if (own === null && code === null) unknown = true;
    },
    keys: (): PresentKeys => ({ references, gtins, unknown }),
  };
}

/** What makes two rows the same offer, and what makes them the same product. */
function createIdentifier(columns: readonly StageColumn[]) {
  const at = (field: string): number => columns.findIndex((column) => column.field === field);
  const [reference, sku, gtin, brand, mpn] = ['supplierReference', 'sku', 'gtin', 'brand', 'mpn'].map(at);
  return (values: readonly (string | null)[]): { key: string; productKey: string | null } => {
    const code = gtin! < 0 ? null : values[gtin!]!;
    const part = mpn! < 0 ? null : values[mpn!]!;
    const maker = brand! < 0 || part === null ? null : values[brand!]!;
    const made = maker === null || part === null ? null : `m${maker.toLowerCase()}\u001f${mpnKey(part)}`;
    const own = (reference! < 0 ? null : values[reference!]!) ?? (sku! < 0 ? null : values[sku!]!);
    const productKey = code === null ? made : `g${code}`;
    return { key: own === null ? (productKey ?? '') : `r${own}`, productKey };
  };
}

/** A maker's part number as it is compared: upper case, without spaces and dashes. */
export function mpnKey(mpn: string): string {
  return mpn.toUpperCase().replace(/[\s\-‐-―]/g, '');
}
