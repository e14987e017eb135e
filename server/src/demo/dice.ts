/** Another number makes another catalogue. */
const SEED = 20_261_127;

/**
 * Chance that is the same on every machine and run: a number from 0 to below 1, made of the product's number and of
 * what it is asked for (the mix of MurmurHash3). So product 17 is the same in a catalogue of 100 and of 10,000.
 */
export function chance(index: number, what: string): number {
  let hash = SEED ^ Math.imul(index + 1, 0x9e3779b1);
  for (let i = 0; i < what.length; i++) hash = Math.imul(hash ^ what.charCodeAt(i), 0x85ebca6b);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A whole number from `least` to `most`. */
export const between = (least: number, most: number, index: number, what: string): number =>
  least + Math.floor(chance(index, what) * (most - least + 1));

export const pick = <Item>(items: readonly Item[], index: number, what: string): Item =>
  items[Math.floor(chance(index, what) * items.length)]!;
