import { createCsvScanner } from './csv-scanner.ts';
import { hasAlias } from '../mapping/match-heading.ts';

const delimiters = [';', ',', '\t', '|'] as const;
const RECORDS_TO_JUDGE = 100;

/** The delimiter that cuts the first records into the same number of cells, and into the most. */
export function detectDelimiter(text: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const score = scoreOf(cellCounts(text, delimiter));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function scoreOf(counts: readonly number[]): number {
  const usual = mostFrequent(counts);
  if (usual < 2) return 0;
  const agreement = counts.filter((count) => count === usual).length / counts.length;
  // Texts and decimals may hold as many commas in every row; headings hardly ever do.
  const first = counts[0] === usual ? 0.25 : 0;
  // A tenth of agreement weighs as much as doubling the cells: texts are full of commas.
  return agreement + first + Math.log2(usual) / 10;
}

function cellCounts(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  const enough = new Error('enough');
  const scanner = createCsvScanner(delimiter, (cells) => {
    if (cells.length > 1 || cells[0]?.trim()) counts.push(cells.length);
    if (counts.length >= RECORDS_TO_JUDGE) throw enough;
  });
  try {
    scanner.push(text);
    scanner.end();
  } catch {
    // A quote left open under the wrong delimiter, or the end of the sample: what was counted decides.
  }
  return counts;
}

function mostFrequent(numbers: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const number of numbers) seen.set(number, (seen.get(number) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

const looksLikeValue = /^[\d\s.,'€$£%+\-/:]*\d[\d\s.,'€$£%+\-/:]*$/;

/** The first record is headings when it names known fields, or holds no value although the rows below do. */
export function detectHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...rows] = records;
  if (!first) return false;
  const filled = first.filter((cell) => cell.trim() !== '');
  const values = filled.filter((cell) => looksLikeValue.test(cell.trim())).length;
  const known = filled.filter((cell) => hasAlias(cell)).length;
  if (known >= 2 && values <= filled.length / 2) return true;
  if (known >= 1 && values === 0) return true;
  if (values > 0 || filled.length === 0) return false;
  const below = rows.slice(0, 20);
  return first.some(
    (_, column) =>
      below.length > 0 &&
      below.filter((row) => looksLikeValue.test((row[column] ?? '').trim())).length > below.length / 2,
  );
}
