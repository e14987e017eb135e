import type { Encoding } from '../reading/detect-encoding.ts';

/** The characters of Windows-1252 that Latin-1 lacks, to their bytes. */
const windows1252: ReadonlyMap<string, number> = new Map(
  Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i)),
    (char, i) => [char, 0x80 + i] as const,
  ),
);

/**
 * Text as bytes of the encoding a file was read by, so that cells come back exactly. What a single-byte encoding
 * lacks can only stand in the reasons we add, and becomes `?`.
 */
export function encodeText(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  // Written in place: a list of all characters takes many times the memory of the text.
  const bytes = Buffer.alloc(text.length);
  let length = 0;
  for (const char of text) bytes[length++] = byteOf(char, encoding);
  return bytes.subarray(0, length);
}

function byteOf(char: string, encoding: Encoding): number {
  const special = encoding === 'windows-1252' ? windows1252.get(char) : undefined;
  const code = special ?? char.codePointAt(0)!;
  return code <= 0xff ? code : 0x3f;
}

/** What tells UTF-16 by its first bytes; UTF-8 has one where a spreadsheet is to recognise it. */
export const byteOrderMark = (encoding: Encoding, forSpreadsheets: boolean): Buffer =>
  encoding.startsWith('utf-16') || (encoding === 'utf-8' && forSpreadsheets)
    ? encodeText('\ufeff', encoding)
    : Buffer.alloc(0);
