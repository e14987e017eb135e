import type { StageColumn } from './definition.ts';

/** More different cells than this are read from the stage instead: 50,000 of 60 characters are about 6 MB. */
const MAX_CELLS = 50_000;

/** The columns whose cells name rows of other tables. */
export const termColumns = (columns: readonly StageColumn[]): StageColumn[] =>
  columns.filter(({ target }) => ['brand', 'family', 'categories'].includes(target.kind));

export interface TermCells {
  note(values: readonly (string | null)[]): void;
  /** The different cells of a column, or null where they were too many to be kept. */
  of(column: StageColumn): string[] | null;
}

/** Remembers the different brand, family and category cells while the rows go by, which saves a scan of the stage for each. */
export function createTermCells(columns: readonly StageColumn[]): TermCells {
  const kept = termColumns(columns).map((column) => ({
    column,
    at: columns.indexOf(column),
    cells: new Set<string>(),
  }));
  return {
    note(values) {
      for (const { at, cells } of kept) {
        const value = values[at]!;
        if (value === null || cells.has(value) || cells.size > MAX_CELLS) continue;
        // A cell is a slice that keeps its whole piece of the file alive; what is kept is a copy.
        cells.add(Buffer.from(value, 'utf16le').toString('utf16le'));
      }
    },
    of(column) {
      const cells = kept.find((entry) => entry.column.column === column.column)?.cells;
      return cells && cells.size <= MAX_CELLS ? [...cells] : null;
    },
  };
}
