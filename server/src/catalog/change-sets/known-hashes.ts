import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/**
 * A set of 128-bit row hashes in one typed array: 16 bytes a slot, open addressing, at most two thirds full.
 * A Set of strings needs about ten times the memory; a million hashes fit into 32 MB here.
 */
export interface HashSet {
  readonly size: number;
  /** @param words the hash as four little-endian words */
  has(words: Int32Array): boolean;
}

export const emptyHashSet: HashSet = { size: 0, has: () => false };

export function createHashSet(hashes: Buffer): HashSet {
  const count = hashes.length / 16;
  let slots = 16;
  while (slots * 2 < count * 3) slots *= 2;
  const table = new Int32Array(slots * 4);
  const mask = slots - 1;

  const find = (a: number, b: number, c: number, d: number): number => {
    let slot = a & mask;
    for (;;) {
      const at = slot * 4;
      const empty = !table[at] && !table[at + 1] && !table[at + 2] && !table[at + 3];
      if (empty) return -at - 1;
      if (table[at] === a && table[at + 1] === b && table[at + 2] === c && table[at + 3] === d) return at;
      slot = (slot + 1) & mask;
    }
  };
  for (let i = 0; i < hashes.length; i += 16) {
    const [a, b, c, d] = [0, 4, 8, 12].map((word) => hashes.readInt32LE(i + word)) as [
      number,
      number,
      number,
      number,
    ];
    const at = find(a, b, c, d);
    if (at < 0) table.set([a, b, c, d], -at - 1);
  }
  return {
    size: count,
    has: (words) => find(words[0]!, words[1]!, words[2]!, words[3]!) >= 0,
  };
}

/** Bytes of a binary COPY before its first row, and of a row with one uuid: two of field count, four of length. */
const COPY_HEADER = 19;
const COPY_ROW = 22;

/** The hashes of the rows a supplier's offers were last written from: identical rows need no staging. */
export async function loadKnownHashes(client: PoolClient, supplierId: string): Promise<HashSet> {
  if (!/^[0-9a-f-]{36}$/.test(supplierId)) throw new Error('a supplier id is a UUID');
  const stream = client.query(
    copyTo(
      `copy (select row_hash from supplier_products where supplier_id = '${supplierId}' and row_hash is not null) to stdout (format binary)`,
    ),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const copied = Buffer.concat(chunks);
  const rows = Math.floor((copied.length - COPY_HEADER) / COPY_ROW);
  const hashes = Buffer.allocUnsafe(rows * 16);
  for (let row = 0; row < rows; row++) {
    const start = COPY_HEADER + row * COPY_ROW + 6;
    copied.copy(hashes, row * 16, start, start + 16);
  }
  return rows === 0 ? emptyHashSet : createHashSet(hashes);
}
