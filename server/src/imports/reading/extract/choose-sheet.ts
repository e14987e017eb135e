import { detectHeader } from '../detect-dialect.ts';
import { hasAlias } from '../../mapping/match-heading.ts';

interface SampledRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface SampledSheet {
  readonly name: string | null;
  readonly rows: SampledRow[];
}

/** Titles, addresses and remarks above a table take a dozen rows at most. */
const ROWS_ABOVE = 20;

const filledOf = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;

/** The sheet whose headings name the most fields we know; without any, the one with the most cells. */
export function chooseSheet(sheets: readonly SampledSheet[]): SampledSheet {
  let best: SampledSheet = sheets[0] ?? { name: null, rows: [] };
  let bestScore = -1;
  for (const sheet of sheets) {
    const at = findHeaderRow(sheet.rows);
    const known = at === null ? 0 : sheet.rows[at]!.cells.filter((cell) => hasAlias(cell)).length;
    const below = sheet.rows.length - (at ?? -1) - 1;
    const cells = sheet.rows.reduce((sum, row) => sum + filledOf(row.cells), 0);
    const score = (below > 0 ? known * 1_000_000 : 0) + cells;
    if (score > bestScore) [best, bestScore] = [sheet, score];
  }
  return best;
}

/** Index of the row with the headings: the first that is as wide as the rows below it and looks like headings. */
export function findHeaderRow(rows: readonly SampledRow[]): number | null {
  for (let at = 0; at < Math.min(rows.length, ROWS_ABOVE); at++) {
    const below = rows.slice(at + 1, at + 21).map(({ cells }) => filledOf(cells));
    const widest = Math.max(0, ...below);
    // A title over a table stands in one cell, or a few.
    if (filledOf(rows[at]!.cells) * 2 < widest) continue;
    if (detectHeader(rows.slice(at).map(({ cells }) => cells))) return at;
  }
  return null;
}
