/**
 * Remembers the last line of every key of a file in flat memory: 12 bytes a slot in typed arrays instead of a
 * Map of strings. Keys are 64-bit hashes; among a million rows two keys meet by chance once in 37 million files.
 */
interface LineTable {
  /** Stores the line and returns the one stored before for the same key, or 0. */
  put(key: string, line: number): number;
}

function createLineTable(): LineTable {
  let slots = 1 << 12;
  let used = 0;
  let high = new Uint32Array(slots);
  let low = new Uint32Array(slots);
  let lines = new Int32Array(slots);

  const slotOf = (h: number, l: number): number => {
    const mask = slots - 1;
    let slot = (h ^ l) & mask;
    while (lines[slot] !== 0 && (high[slot] !== h || low[slot] !== l)) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = (): void => {
    const old = { high, low, lines };
    slots *= 2;
    high = new Uint32Array(slots);
    low = new Uint32Array(slots);
    lines = new Int32Array(slots);
    for (let i = 0; i < old.lines.length; i++) {
      if (old.lines[i] === 0) continue;
      const slot = slotOf(old.high[i]!, old.low[i]!);
      high[slot] = old.high[i]!;
      low[slot] = old.low[i]!;
      lines[slot] = old.lines[i]!;
    }
  };

  return {
    put(key, line) {
      if (used * 3 > slots * 2) grow();
      const [h, l] = hash64(key);
      const slot = slotOf(h, l);
      const before = lines[slot]!;
      if (before === 0) used++;
      high[slot] = h;
      low[slot] = l;
      lines[slot] = line;
      return before;
    },
  };
}

/** Two 32-bit multiplicative hashes of the UTF-16 code units with different seeds and a final mix. */
function hash64(text: string): [number, number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a >>> 0, b >>> 0];
}

export interface RowKeys {
  /**
   * @param key identity of the row (its offer, or its product in our own file): equal keys are duplicates
   * @param productKey identity of the product: other rows with it are further offers of one product
   */
  note(line: number, key: string, productKey: string | null): void;
  /** Earlier lines of duplicates: the last one wins. */
  losers(): number[];
  /** Lines that bring one more offer of a product that a later line describes: line and that later line. */
  followers(): { line: number; leader: number }[];
}

export function createRowKeys(): RowKeys {
  const rows = createLineTable();
  const products = createLineTable();
  const lost = new Set<number>();
  const next = new Map<number, number>();

  return {
    note(line, key, productKey) {
      const earlier = rows.put(key, line);
      if (earlier) lost.add(earlier);
      if (productKey === null) return;
      const sibling = products.put(productKey, line);
      if (sibling) next.set(sibling, line);
    },
    losers: () => [...lost],
    followers() {
      const chains = new Map<number, number>();
      // Latest first, so that the leader of the next line is known when an earlier one asks.
      for (const [line, following] of [...next].reverse()) {
        const leader = chains.get(following) ?? (lost.has(following) ? undefined : following);
        if (leader !== undefined) chains.set(line, leader);
      }
      return [...chains].filter(([line]) => !lost.has(line)).map(([line, leader]) => ({ line, leader }));
    },
  };
}
