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
  /** Of a set that keeps track: the hashes that were never asked for, as UUIDs. */
  unseen(): string[];
}

export const emptyHashSet: HashSet = { size: 0, has: () => false, unseen: () => [] };

/**
 * @param expected hashes it will hold at most
 * @param tracks whether it remembers which of them were asked for
 */
export function createHashSet(
  expected: number,
  tracks = false,
): HashSet & { add(hash: Buffer, at: number): void } {
  let slots = 16;
  while (slots * 2 < expected * 3) slots *= 2;
  const table = new Int32Array(slots * 4);
  const seen = tracks ? new Uint8Array(slots) : null;
  const mask = slots - 1;
  let size = 0;

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
  return {
    get size() {
      return size;
    },
    add(hash, start) {
      const a = hash.readInt32LE(start);
      const b = hash.readInt32LE(start + 4);
      const c = hash.readInt32LE(start + 8);
      const d = hash.readInt32LE(start + 12);
      const at = find(a, b, c, d);
      if (at >= 0) return;
      table[-at - 1] = a;
      table[-at] = b;
      table[-at + 1] = c;
      table[-at + 2] = d;
      size++;
    },
    has(words) {
      const at = find(words[0]!, words[1]!, words[2]!, words[3]!);
      if (seen && at >= 0) seen[at / 4] = 1;
      return at >= 0;
    },
    unseen() {
      const bytes = Buffer.from(table.buffer);
      const hashes: string[] = [];
      for (let slot = 0; seen && slot < slots; slot++) {
        const hash = bytes.toString('hex', slot * 16, slot * 16 + 16);
        if (!seen[slot] && /[^0]/.test(hash)) hashes.push(hash);
      }
      return hashes;
    },
  };
}

/** Bytes of a binary COPY before its first row, and of a row with one uuid: two of field count, four of length. */
const COPY_HEADER = 19;
const COPY_ROW = 22;

/** The hashes of the rows a supplier's offers were last written from: identical rows need no staging. */
export async function loadKnownHashes(
  client: PoolClient,
  supplierId: string,
  tracks: boolean,
): Promise<HashSet> {
  if (!/^[0-9a-f-]{36}$/.test(supplierId)) throw new Error('a supplier id is a UUID');
  const known = `from supplier_products where supplier_id = '${supplierId}' and row_hash is not null`;
  // Counted in the COPY's own snapshot: the table is made once, and no copy of the hashes lies beside it.
  await client.query('begin isolation level repeatable read read only');
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n ${known}`);
  const set = createHashSet(rows[0]!.n, tracks);
  const stream = client.query(copyTo(`copy (select row_hash ${known}) to stdout (format binary)`));
  let rest = Buffer.alloc(0);
  let skip = COPY_HEADER;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const header = Math.min(skip, bytes.length);
    bytes = bytes.subarray(header);
    skip -= header;
    let at = 0;
    for (; at + COPY_ROW <= bytes.length; at += COPY_ROW) set.add(bytes, at + 6);
    rest = Buffer.from(bytes.subarray(at));
  }
  await client.query('commit');
  return set.size === 0 ? emptyHashSet : set;
}
