import { open } from 'node:fs/promises';
import { AppError } from '../../platform/errors.ts';
import type { ExtractedFormat } from './detection.ts';

const HEAD_BYTES = 64 * 1024;

export type FileKind = 'csv' | Exclude<ExtractedFormat, 'jsonl'>;

/** What a file is by its first bytes; text that is nothing else is CSV. */
export async function kindOfFile(path: string): Promise<FileKind> {
  const head = await readHead(path, HEAD_BYTES);
  const signature = head.subarray(0, 8).toString('hex');
  if (signature.startsWith('504b0304') || signature.startsWith('504b0506')) return 'xlsx';
  if (signature === 'd0cf11e0a1b11ae1') {
    if (isEncryptedWorkbook(head))
      throw new AppError('imports.file_encrypted', {
        message: 'The workbook is protected by a password; save it without one',
      });
    return 'xls';
  }
  const text = headText(head);
  if (isMarkup(text)) return 'xml';
  return /^[[{]/.test(text) && looksLikeJson(text) ? 'json' : 'csv';
}

export async function readHead(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, bytes));
    await file.read(head, 0, head.length, 0);
    return head;
  } finally {
    await file.close();
  }
}

/** Without marks of encodings; in UTF-16 every second byte is left away, which keeps what markup is made of. */
const headText = (head: Buffer): string =>
  head
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\0', '')
    .trimStart();

/** A web page is told so as one, by what looks at CSV. */
const isMarkup = (text: string): boolean =>
  /^<(\?xml|!--|!doctype|[a-z_][\w.-]*[\s/>:])/i.test(text) &&
  !/^(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*(<!doctype html|<html|<head|<body)/is.test(text);

/** A CSV cell may begin with a bracket; behind JSON's first one stands a value, a key or its end. */
const looksLikeJson = (text: string): boolean => /^(\[\s*[[{"\]\d]|\{\s*["}])/.test(text);

/** Office writes a workbook with a password as a compound file with these streams (MS-OFFCRYPTO 2.3). */
const isEncryptedWorkbook = (head: Buffer): boolean =>
  head.includes(Buffer.from('EncryptedPackage', 'utf16le')) ||
  head.includes(Buffer.from('EncryptionInfo', 'utf16le'));
