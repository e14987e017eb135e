import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import yauzl from 'yauzl';
import { AppError, isAppError } from '../../platform/errors.ts';
import { readHead } from './file-kind.ts';

/** As large as a file of three million products. */
const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;
/** Honest text shrinks to a twentieth; a bomb to a thousandth. */
const MAX_RATIO = 200;
/** Below this a ratio says nothing. */
const RATIO_FROM_BYTES = 16 * 1024 ** 2;

/** Hands out the file, or what is in it where it is gzipped or a ZIP archive of one file. */
export async function withUnpacked<Result>(
  path: string,
  work: (plain: string, compression: 'gzip' | 'zip' | null) => Promise<Result>,
): Promise<Result> {
  const signature = (await readHead(path, 4)).toString('hex');
  const isGzip = signature.startsWith('1f8b');
  const entry = signature === '504b0304' ? await findOnlyEntry(path) : null;
  if (!isGzip && !entry) return work(path, null);
  const folder = await mkdtemp(join(tmpdir(), 'pm-unpack-'));
  try {
    const plain = join(folder, 'file');
    const packed = statSync(path).size;
    const source = entry ? await entry.open() : createReadStream(path).pipe(createGunzip());
    await unpack(source, plain, packed);
    return await work(plain, isGzip ? 'gzip' : 'zip');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(source: Readable, target: string, packed: number): Promise<void> {
  let bytes = 0;
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > MAX_UNPACKED_BYTES || (bytes > RATIO_FROM_BYTES && bytes > packed * MAX_RATIO))
        throw tooLarge();
      yield chunk;
    }
  }
  try {
    await pipeline(source, counted, createWriteStream(target));
  } catch (error) {
    throw isAppError(error) ? error : damaged(error);
  }
}

interface OnlyEntry {
  open(): Promise<Readable>;
}

/** @returns null for a workbook, which is an archive too */
async function findOnlyEntry(path: string): Promise<OnlyEntry | null> {
  const archive = await openArchive(path);
  const names: string[] = [];
  let only: yauzl.Entry | null = null;
  await new Promise<void>((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', resolve);
    archive.on('entry', (entry: yauzl.Entry) => {
      if (!/\/$|^__MACOSX\/|(^|\/)\.DS_Store$/.test(entry.fileName)) {
        names.push(entry.fileName);
        only = entry;
      }
      // A workbook has a dozen parts; more names than this are nobody's one file.
      if (names.length > 50) return resolve();
      archive.readEntry();
    });
    archive.readEntry();
  }).catch((error: unknown) => {
    throw damaged(error);
  });
  if (names.some((name) => name.toLowerCase() === '[content_types].xml' || name.startsWith('xl/'))) {
    archive.close();
    return null;
  }
  if (names.length !== 1 || !only) {
    archive.close();
    throw new AppError('imports.archive_of_several', {
      message: `The archive holds ${names.length === 0 ? 'no file' : `${names.length} files (${names.slice(0, 5).join(', ')}…)`}; pack one product file alone`,
      params: { files: names.slice(0, 20) },
    });
  }
  const entry: yauzl.Entry = only;
  if (entry.isEncrypted())
    throw new AppError('imports.file_encrypted', {
      message: 'The archive is protected by a password; pack it without one',
    });
  return {
    open: () =>
      new Promise((resolve, reject) => {
        archive.openReadStream(entry, (error, stream) => (error ? reject(damaged(error)) : resolve(stream)));
      }),
  };
}

function openArchive(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, archive) =>
      error ? reject(damaged(error)) : resolve(archive),
    );
  });
}

const tooLarge = (): AppError =>
  new AppError('imports.archive_too_large', {
    message: `Unpacked, the file is over ${MAX_UNPACKED_BYTES / 1024 ** 3} GiB or more than ${MAX_RATIO} times its packed size; send it unpacked`,
    params: { bytes: MAX_UNPACKED_BYTES, ratio: MAX_RATIO },
  });

const damaged = (error: unknown): AppError =>
  new AppError('imports.archive_damaged', {
    message: `The ZIP or gzip archive cannot be read (${(error as Error).message}); it was probably cut while it was sent. Have it sent anew`,
    cause: error,
  });
