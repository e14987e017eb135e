import type { Readable } from 'node:stream';
import { columnOfReference } from './cell-values.ts';

const pattern = /<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"/g;
/** Longest text that may be cut between two chunks. */
const OVERLAP = 200;
const MAX_RANGES = 100_000;

interface Range {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Ranges of cells merged over several rows: their value stands in the first row and means all of them. A sheet
 * names them behind its rows, so it is looked through once before. Merged side by side, a value stays in its
 * first column: it is a title.
 */
export async function readMergedRows(open: () => Promise<Readable>) {
  const ranges: Range[] = [];
  let [rest, bytes] = ['', 0];
  for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    const text = rest + chunk.toString('latin1');
    for (const [, from, to] of text.matchAll(pattern)) {
      const [first, last] = [rowOf(from!), rowOf(to!)];
      if (last > first && ranges.length < MAX_RANGES)
        ranges.push({ column: columnOfReference(from!), first, last });
    }
    // From the last tag that is not closed yet.
    const open = text.lastIndexOf('<');
    rest = open < 0 || text.length - open > OVERLAP ? '' : text.slice(open);
  }
  const starting = new Map<number, Range[]>();
  for (const range of ranges) starting.set(range.first, [...(starting.get(range.first) ?? []), range]);
  let active: { range: Range; value: string }[] = [];
  return {
    bytes,
    /** Puts the values of ranges that began above into a row; rows come in order. */
    fill(row: number, cells: string[]): void {
      if (ranges.length === 0) return;
      active = active.filter(({ range }) => range.last >= row);
      for (const { range, value } of active) {
        while (cells.length <= range.column) cells.push('');
        if (cells[range.column] === '') cells[range.column] = value;
      }
      for (const range of starting.get(row) ?? []) active.push({ range, value: cells[range.column] ?? '' });
    },
  };
}

const rowOf = (reference: string): number => Number(reference.replace(/^[A-Z]+/, ''));
