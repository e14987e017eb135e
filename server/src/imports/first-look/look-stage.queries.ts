import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import type { LookRow } from './look-row.ts';

/** Pieces that the socket takes well. */
const FLUSH_CHARACTERS = 256 * 1024;
/** A COPY commits after this long: a long transaction anywhere holds the event log back. */
const COMMIT_MS = 3_000;

/**
 * Makes the tables of a look. They are this connection's own and end with it, whatever becomes of the process; they
 * are not written ahead either.
 */
export async function createLookTables(client: PoolClient): Promise<void> {
  // Hundreds of thousands of rows are compared in one statement.
  await client.query('set statement_timeout = 0');
  await client.query(`
    create temporary table look_rows (
      ord integer not null, file integer not null, line integer not null, gtin text, made text, own text,
      title text, title_key text, brand text, brand_key text, mpn text, mpn_key text, weight numeric,
      has_image boolean not null, prices jsonb)`);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const copyText = (value: string | null): string =>
  value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (char) => escapes[char]!);

export interface LookWriter {
  add(row: LookRow): void;
  /** Awaited every few hundred rows, it bounds the memory. */
  drain(): Promise<void>;
  finish(): Promise<void>;
}

/**
 * Copies the rows of one file into the stage.
 * @param firstOrd of its first row; each row of a look has a number of its own, which a line is not in JSON and XML
 */
export function createLookWriter(client: PoolClient, file: number, firstOrd: number): LookWriter {
  let stream: CopyStreamQuery | null = null;
  let started = 0;
  let failure: Error | null = null;
  let text = '';
  let ord = firstOrd;

  async function write(): Promise<void> {
    if (!stream) {
      stream = client.query(copyFrom('copy look_rows from stdin'));
      // One that was lost takes nothing any more; the next write says so.
      stream.on('error', (error: Error) => (failure = error));
      started = Date.now();
    }
    const piece = text;
    text = '';
    if (!stream.write(piece)) await once(stream, 'drain');
    if (failure) throw failure;
  }
  async function end(): Promise<void> {
    if (failure) throw failure;
    if (!stream) return;
    const ending = stream;
    stream = null;
    ending.end();
    await once(ending, 'finish');
  }
  return {
    add(row) {
      const cells = [
        row.gtin,
        row.made,
        row.own,
        row.title,
        row.titleKey,
        row.brand,
        row.brandKey,
        row.mpn,
        row.mpnKey,
        row.weight,
      ];
      text += `${ord++}\t${file}\t${row.line}\t${cells.map(copyText).join('\t')}\t${row.hasImage ? 't' : 'f'}\t${copyText(row.prices)}\n`;
    },
    async drain() {
      if (text.length >= FLUSH_CHARACTERS) await write();
      if (stream && Date.now() - started > COMMIT_MS) await end();
    },
    async finish() {
      if (text !== '') await write();
      await end();
    },
  };
}

/** A file that turns out halfway to be unreadable counts for nothing. */
export async function forgetFile(client: PoolClient, file: number): Promise<void> {
  await client.query('delete from look_rows where file = $1', [file]);
}
