const BLOCK_BYTES = 4 * 1024 ** 2;

/**
 * Texts by number, as UTF-8 in blocks of their own. As strings they would be parts of the chunks they were read
 * from, and keep all of those: a workbook of 100,000 rows took 300 MB instead of its 80.
 */
export function createTextList() {
  const blocks: Buffer[] = [];
  let free = 0;
  let count = 0;
  /** Per text: block, first byte, bytes. */
  let places = new Uint32Array(3 * 4096);

  function reserve(bytes: number): Buffer {
    const last = blocks.at(-1);
    if (last && free + bytes <= last.length) return last;
    const block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, bytes));
    blocks.push(block);
    free = 0;
    return block;
  }
  return {
    add(text: string): void {
      const bytes = Buffer.byteLength(text);
      const block = reserve(bytes);
      if ((count + 1) * 3 > places.length) {
        const larger = new Uint32Array(places.length * 2);
        larger.set(places);
        places = larger;
      }
      block.write(text, free);
      places.set([blocks.length - 1, free, bytes], count * 3);
      free += bytes;
      count++;
    },
    /** Empty where there is none of that number. */
    get(number: number): string {
      if (!(number >= 0 && number < count)) return '';
      const [block, from, bytes] = places.subarray(number * 3, number * 3 + 3) as unknown as [
        number,
        number,
        number,
      ];
      return blocks[block]!.toString('utf8', from, from + bytes);
    },
  };
}

export type TextList = ReturnType<typeof createTextList>;
