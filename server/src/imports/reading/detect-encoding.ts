import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { AppError } from '../../platform/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1';

const encodings: ReadonlyMap<string, Encoding> = new Map<string, Encoding>(
  Object.entries({
    'utf-8': 'utf-8',
    utf8: 'utf-8',
    'utf-16': 'utf-16le',
    'utf-16le': 'utf-16le',
    'utf-16be': 'utf-16be',
    'windows-1252': 'windows-1252',
    cp1252: 'windows-1252',
    ansi: 'windows-1252',
    'iso-8859-1': 'iso-8859-1',
    latin1: 'iso-8859-1',
  } as const),
);

/** @throws AppError `imports.invalid` naming the encodings there are */
export function encodingNamed(text: string): Encoding {
  const encoding = encodings.get(text.toLowerCase());
  if (encoding) return encoding;
  throw new AppError('imports.invalid', {
    message: `There is no encoding "${text}"; choose utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1`,
    params: { encoding: text },
  });
}

/** Its text fits the young generation of the heap, see `readFileChunks`: 0.13 s for 80 MB, and up to 0.32 s with larger ones. */
const CHUNK = 120 * 1024;

/** First bytes of what people send by mistake, and what it is. */
const signatures: readonly [string, string][] = [
  ['25504446', 'a PDF document'],
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
];

/**
 * Decides the encoding from the whole file: a file is UTF-8 only where every byte of it is.
 * @throws AppError for an empty file, a binary one, a web page, or UTF-8 with stray bytes (line and byte)
 */
export async function detectEncoding(path: string, given: Encoding | null): Promise<Encoding> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, 4096));
    await file.read(head, 0, head.length, 0);
    refuseOtherKinds(head, size);
    const marked = markedEncoding(head);
    const wide = given ?? marked ?? (looksLikeUtf16(head) || null);
    if (wide === 'utf-16le' || wide === 'utf-16be') return wide;
    return await examineBytes(file, size, given ?? (marked === 'utf-8' ? 'utf-8' : null));
  } finally {
    await file.close();
  }
}

function refuseOtherKinds(head: Buffer, size: number): void {
  if (size === 0) throw new AppError('imports.file_empty', { message: 'The file is empty (0 bytes)' });
  const hex = head.subarray(0, 8).toString('hex');
  const kind = signatures.find(([start]) => hex.startsWith(start));
  if (kind) {
    throw new AppError('imports.file_binary', {
      message: `Line 1: the file is ${kind[1]}, not text; save it as CSV`,
      params: { line: 1, kind: kind[1] },
    });
  }
  const start = head
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    // A page in UTF-16 is a page too.
    .replaceAll('\0', '')
    .trimStart()
    .slice(0, 200)
    .toLowerCase();
  if (
    /^(<!doctype html|<html|<head|<body)/.test(start) ||
    (start.startsWith('<?xml') && start.includes('<html'))
  ) {
    throw new AppError('imports.file_is_web_page', {
      message:
        'Line 1: the file is a web page (HTML), not a product file; the source probably answered with a log-in or error page',
      params: { line: 1 },
    });
  }
}

function markedEncoding(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Western text in UTF-16 has a zero in nearly every second byte. */
function looksLikeUtf16(head: Buffer): Encoding | false {
  let [even, odd] = [0, 0];
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  if (odd > head.length * 0.3 && even < head.length * 0.05) return 'utf-16le';
  if (even > head.length * 0.3 && odd < head.length * 0.05) return 'utf-16be';
  return false;
}

type Handle = Awaited<ReturnType<typeof open>>;

async function examineBytes(file: Handle, size: number, given: Encoding | null): Promise<Encoding> {
  const census = await countSequences(file, size);
  if (census.nul !== null) {
    const { line, byte } = await positionOf(file, census.nul);
    throw new AppError('imports.file_binary', {
      message: `Line ${line}, byte ${byte}: the file holds zero bytes, so it is not text; save it as CSV`,
      params: { line, byte },
    });
  }
  if (given && given !== 'utf-8') return given;
  if (!census.invalid) return 'utf-8';
  // Two letters of Windows-1252 form a UTF-8 sequence by chance ("À" before a no-break space): a few of them
  // among hundreds of single bytes are no sign of UTF-8.
  if (given === 'utf-8' || census.sequences * 100 > census.strays) {
    const { line, byte } = await positionOf(file, census.invalid.offset);
    const { value } = census.invalid;
    throw new AppError('imports.encoding_mixed', {
      message: `Line ${line}, byte ${byte}: the file is UTF-8 but for this byte (0x${value.toString(16)}); have it sent anew, or choose --encoding windows-1252`,
      params: { line, byte, value },
    });
  }
  return 'windows-1252';
}

interface Census {
  /** Valid multi-byte sequences. */
  sequences: number;
  /** Bytes that are part of none. */
  strays: number;
  invalid: { offset: number; value: number } | null;
  /** Offset of the first zero byte. */
  nul: number | null;
}

/** Walks the file byte by byte only where it is not plain ASCII or valid UTF-8. */
async function countSequences(file: Handle, size: number): Promise<Census> {
  const census: Census = { sequences: 0, strays: 0, invalid: null, nul: null };
  const chunk = Buffer.alloc(Math.min(size, CHUNK) + 4);
  for (let offset = 0; offset < size;) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(CHUNK, size - offset), offset);
    if (bytesRead === 0) break;
    const last = offset + bytesRead >= size;
    // A sequence cut by the end of the chunk is read again with the next one.
    const end = last ? bytesRead : bytesRead - incompleteTail(chunk, bytesRead);
    const part = chunk.subarray(0, end);
    const zero = part.indexOf(0);
    if (zero >= 0) census.nul ??= offset + zero;
    if (zero >= 0 || census.invalid || !isUtf8(part)) walk(part, census, offset);
    else if (hasHighByte(part)) census.sequences += 1;
    offset += end;
  }
  return census;
}

/** The line and the byte in it, counted only where one has to be named. */
async function positionOf(file: Handle, offset: number): Promise<{ line: number; byte: number }> {
  const chunk = Buffer.alloc(CHUNK);
  let [line, lineStart] = [1, 0];
  for (let start = 0; start < offset; start += CHUNK) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(CHUNK, offset - start), start);
    const part = chunk.subarray(0, bytesRead);
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) {
      line++;
      lineStart = start + at + 1;
    }
  }
  return { line, byte: offset - lineStart + 1 };
}

/** Well-formed multi-byte sequences as Latin-1 text, but for rare overlong and surrogate forms (RFC 3629, section 4). */
const sequence = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

/** Native searches over the chunk's text: a loop over the bytes took half a second for 80 MB. */
function walk(part: Buffer, census: Census, offset: number): void {
  const text = part.toString('latin1');
  if (!census.invalid) {
    const at = firstInvalid(text);
    if (at >= 0) census.invalid = { offset: offset + at, value: part[at]! };
  }
  const found = text.match(sequence);
  census.sequences += found?.length ?? 0;
  // How many strays there are matters only beside sequences, and then a lower bound does.
  census.strays +=
    census.sequences === 0 ? 1 : (text.replace(sequence, '').match(/[\x80-\xff]/g)?.length ?? 0);
}

function firstInvalid(text: string): number {
  const valid = new RegExp(sequence.source, 'y');
  const high = /[\x80-\xff]/g;
  for (let match = high.exec(text); match; match = high.exec(text)) {
    valid.lastIndex = match.index;
    if (!valid.test(text)) return match.index;
    high.lastIndex = valid.lastIndex;
  }
  return -1;
}

function incompleteTail(bytes: Buffer, length: number): number {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

const hasHighByte = (part: Buffer): boolean => part.toString('latin1').search(/[\u0080-\u00ff]/) >= 0;
