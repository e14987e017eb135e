import { AppError } from '../../platform/errors.ts';
import { inspectFile, readRecords } from '../reading/open-file.ts';

const MOST_RENAMES = 100_000;

/**
 * Old and new references of a file with two columns, in any format that is imported; a first row of headings is left
 * out where it looks like one.
 * @throws AppError `suppliers.rename_file` naming the line that has not two references
 */
export async function readRenameFile(path: string): Promise<{ from: string; to: string }[]> {
  const detection = await inspectFile(path);
  const renames: { from: string; to: string }[] = [];
  let inHead = detection.headerRow !== null;
  await readRecords(path, detection, (cells, line) => {
    const filled = cells.map((cell) => cell.trim());
    if (filled.every((cell) => cell === '')) return;
    if (inHead) {
      inHead = false;
      return;
    }
    const [from = '', to = '', ...more] = filled;
    if (from === '' || to === '' || more.some((cell) => cell !== ''))
      throw refused(`Line ${line} has not one old and one new reference, in two columns`, { line });
    if (renames.length >= MOST_RENAMES)
      throw refused(`The file has more than ${MOST_RENAMES} lines; send it in parts`, { line });
    renames.push({ from, to });
  });
  // "Old;New" above codes; of two columns alone the reader cannot tell.
  if (renames.length > 1 && !hasDigit(renames[0]!) && renames.slice(1).every(hasDigit)) renames.shift();
  if (renames.length === 0) throw refused('The file names no reference', {});
  return renames;
}

const hasDigit = ({ from, to }: { from: string; to: string }): boolean => /\d/.test(from + to);

const refused = (message: string, params: Record<string, unknown>): AppError =>
  new AppError('suppliers.rename_file', { message, params, status: 422 });
