import type { Sheet } from '../detection.ts';
import { ExtractError } from './protocol.ts';

/** The sheet a person named, by its name or number; else all that are shown, for the products to be found. */
export function chosenSheets<Kind extends Sheet>(sheets: readonly Kind[], wanted: string | null): Kind[] {
  if (wanted === null) {
    const shown = sheets.filter(({ hidden }) => !hidden);
    return shown.length > 0 ? shown : [...sheets];
  }
  const same = (text: string): string => text.trim().toLowerCase();
  const found =
    sheets.find(({ name }) => name === wanted) ??
    sheets.find(({ name }) => same(name) === same(wanted)) ??
    (/^\d+$/.test(wanted) ? sheets[Number(wanted) - 1] : undefined);
  if (found) return [found];
  throw new ExtractError(
    'imports.no_such_sheet',
    `The workbook has no sheet "${wanted}". Its sheets are: ${sheets.map(({ name }) => name).join(', ')}`,
    { sheet: wanted, sheets: sheets.map(({ name }) => name) },
  );
}
