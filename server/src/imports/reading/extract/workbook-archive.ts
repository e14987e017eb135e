import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { ExtractError } from './protocol.ts';

/** A sheet of a million rows takes half of it. */
const MAX_PART_BYTES = 1024 ** 3;
const MAX_TOTAL_BYTES = 2 * 1024 ** 3;
const MAX_PARTS = 2_000;
/** Sheets of equal rows shrink to a fiftieth; bombs to a thousandth. */
const MAX_RATIO = 250;
const RATIO_FROM_BYTES = 16 * 1024 ** 2;

export interface WorkbookArchive {
  readonly names: readonly string[];
  /** @throws ExtractError when the workbook has no such part */
  open(name: string): Promise<Readable>;
}

/** The parts of a workbook by name. Sizes are checked before anything is unpacked, and again while it is. */
export async function openWorkbook(path: string): Promise<WorkbookArchive> {
  const archive = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(damaged(error)) : resolve(opened),
    );
  });
  const parts = new Map<string, yauzl.Entry>();
  let total = 0;
  await new Promise<void>((resolve, reject) => {
    archive.on('error', (error) => reject(damaged(error)));
    archive.on('end', resolve);
    archive.on('entry', (entry: yauzl.Entry) => {
      const name = entry.fileName.replace(/^\//, '');
      total += entry.uncompressedSize;
      const reason = refusal(entry, parts.has(name), parts.size, total);
      if (reason) return reject(harmful(name, reason));
      parts.set(name, entry);
      archive.readEntry();
    });
    archive.readEntry();
  });
  return {
    names: [...parts.keys()],
    open(name) {
      const entry = parts.get(name);
      if (!entry)
        throw new ExtractError('imports.file_damaged', `The workbook lacks its part ${name}; save it anew`, {
          part: name,
        });
      return new Promise((resolve, reject) => {
        // The library ends a stream that is longer than its entry said.
        archive.openReadStream(entry, (error, stream) => (error ? reject(damaged(error)) : resolve(stream)));
      });
    },
  };
}

function refusal(entry: yauzl.Entry, twice: boolean, count: number, total: number): string | null {
  const { uncompressedSize, compressedSize } = entry;
  if (twice) return 'is there twice';
  if (count >= MAX_PARTS) return `is one of more than ${MAX_PARTS} parts`;
  if (entry.isEncrypted()) return 'is encrypted';
  if (uncompressedSize > MAX_PART_BYTES || total > MAX_TOTAL_BYTES)
    return `makes it larger than ${MAX_TOTAL_BYTES / 1024 ** 3} GiB`;
  if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > compressedSize * MAX_RATIO)
    return `unpacks to more than ${MAX_RATIO} times its size`;
  return null;
}

const harmful = (part: string, reason: string): ExtractError =>
  new ExtractError(
    'imports.file_harmful',
    `The workbook is refused: its part ${part} ${reason}. Save it anew in your spreadsheet program, or send it as CSV`,
    { part, reason },
  );

export const damaged = (error: unknown): ExtractError =>
  new ExtractError(
    'imports.file_damaged',
    `The workbook cannot be read (${(error as Error).message}); it is damaged or cut. Open and save it anew, or have it sent again`,
  );
