import { hash } from 'node:crypto';
import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { BATCH_ROWS, type StageColumn } from './definition.ts';
import type { HashSet } from './known-hashes.ts';
import { createRowKeys, type RowKeys } from './row-keys.ts';

export interface StagedRow {
  readonly line: number;
  /** One entry per staged field, canonical text; a list's entries are joined by U+001F. */
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
}

export interface StageWriter {
  /** Adds a row; a returned promise must be awaited before the next one (the database is slower than the file). */
  add(row: StagedRow): Promise<void> | undefined;
  /** Counts a row that was read but is not staged, so that batches are cut at the same rows on every run. */
  skip(): void;
  finish(): Promise<StageTotals>;
  abort(): Promise<void>;
}

/** COPY is fed in pieces of a quarter MiB: large enough for the socket, small enough to stay in cache. */
const FLUSH_BYTES = 256 * 1024;
/** A COPY commits after this many bytes or milliseconds: a long transaction anywhere holds the event log back. */
const COMMIT_BYTES = 32 * 1024 * 1024;
const COMMIT_MS = 3_000;

const needsEscape = /[\\\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeText = (text: string): string => text.replace(/[\\\t\n\r]/g, (char) => escapes[char]!);

/** The values as one COPY line; empty cells are null (`null ''`), because a staged value is never empty text. */
function joinValues(values: readonly (string | null)[]): string {
  const joined = values.join('\t');
  if (!needsEscape.test(joined) && countTabs(joined) === values.length - 1) return joined;
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
}): StageWriter {
  const { client, columns, known } = options;
  const seed = hash('md5', options.seed, 'buffer');
  const identify = createIdentifier(columns);
  const keys = createRowKeys();
  const copySql = `copy ${options.table} (line, batch, ${columns.map((c) => c.column).join(', ')}, gtin_raw, issues, hash) from stdin (null '')`;

  let buffer = Buffer.allocUnsafe(FLUSH_BYTES * 2);
  let position = 0;
  let ordinal = 0;
  let staged = 0;
  let copy: CopyStreamQuery | null = null;
  let copied = 0;
  let copyStarted = 0;
  let failure: Error | null = null;
  const prefiltered: number[] = [];

  const write = (text: string): void => {
    // A UTF-16 unit takes three bytes at most.
    if (position + text.length * 3 + 64 > buffer.length) {
      const larger = Buffer.allocUnsafe((buffer.length + text.length * 3) * 2);
      buffer.copy(larger, 0, 0, position);
      buffer = larger;
    }
    position += buffer.write(text, position, 'utf8');
  };
  async function closeCopy(): Promise<void> {
    if (!copy) return;
    const ending = copy;
    copy = null;
    ending.end();
    await once(ending, 'finish');
  }
  async function flush(): Promise<void> {
    if (position === 0) return;
    if (failure) throw failure;
    if (!copy) {
      copy = client.query(copyFrom(copySql));
      copy.on('error', (error: Error) => (failure = error));
      copyStarted = Date.now();
      copied = 0;
    }
    const piece = Buffer.from(buffer.subarray(0, position));
    copied += position;
    position = 0;
    if (!copy.write(piece)) await once(copy, 'drain');
    if (copied > COMMIT_BYTES || Date.now() - copyStarted > COMMIT_MS) await closeCopy();
  }

  return {
    add(row) {
      const batch = Math.floor(ordinal++ / BATCH_ROWS);
      const { key, productKey } = identify(row.values);
      keys.note(row.line, key, productKey);
      const rowStart = position;
      write(`${row.line}\t${batch}\t`);
      const start = position;
      write(joinValues(row.values));
      const digest = hash('md5', buffer.subarray(start, position), 'buffer');
      for (let i = 0; i < 16; i++) digest[i]! ^= seed[i]!;
      if (known.has(digest)) {
        position = rowStart;
        prefiltered[batch] = (prefiltered[batch] ?? 0) + 1;
        return undefined;
      }
      staged++;
      const tail = `${row.gtinRaw === null ? '' : escapeText(row.gtinRaw)}\t${row.issues === null ? '' : escapeText(row.issues)}`;
      write(`\t${tail}\t${digest.toString('hex')}\n`);
      return position >= FLUSH_BYTES ? flush() : undefined;
    },
    skip() {
      ordinal++;
    },
    async finish() {
      await flush();
      await closeCopy();
      if (failure) throw failure;
      const batches = Math.max(1, Math.ceil(ordinal / BATCH_ROWS));
      return {
        staged,
        prefiltered: Array.from({ length: batches }, (_, i) => prefiltered[i] ?? 0),
        batches,
        keys,
      };
    },
    async abort() {
      if (!copy) return;
      const ending = copy;
      copy = null;
      ending.destroy(new Error('staging was given up'));
      await new Promise((resolve) => ending.once('close', resolve));
    },
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
