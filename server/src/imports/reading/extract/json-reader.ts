import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { JSONParser } from '@streamparser/json';
import { createColumnList, type NamedValues } from './column-list.ts';
import { ExtractError, type ExtractEnd, type ExtractRequest, type ExtractSink } from './protocol.ts';

const MAX_LINE_CHARACTERS = 16 * 1024 ** 2;
const MAX_DEPTH = 20;
const MAX_VALUES = 20_000;

/** A list of objects, in the file itself or under a name of it, or one object per line (JSONL). */
export async function readJson(request: ExtractRequest, sink: ExtractSink): Promise<ExtractEnd> {
  const { size } = await stat(request.path);
  const columns = createColumnList(request.columns);
  let [found, first] = [0, ''];
  const record = (value: unknown, line: number): void => {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      throw new ExtractError('imports.json_invalid', `Record ${line}: an object is expected here`, { line });
    if (found === request.sample) return;
    found++;
    sink.record(line, columns.place(flattenObject(value as Record<string, unknown>, line)));
  };
  let read: ((text: string, last: boolean) => void) | null = null;
  let [format, bytes]: ['json' | 'jsonl', number] = ['json', 0];
  let recordPath = request.recordPath;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk: Buffer | null): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ExtractError(
        'imports.encoding_invalid',
        'The file is JSON and not UTF-8, which JSON must be (RFC 8259)',
      );
    }
  };
  for await (const chunk of createReadStream(request.path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    const text = decode(chunk);
    if (!read) {
      first += text;
      // Which of the two it is, a whole line tells.
      if (!/\S[^]*\n/.test(first) && bytes < size && first.length < MAX_LINE_CHARACTERS) continue;
      const jsonl = recordPath === null && isJsonLines(first);
      format = jsonl ? 'jsonl' : 'json';
      read = jsonl
        ? readLines(record)
        : readDocument(first.trimStart().startsWith('['), recordPath, record, (path) => (recordPath = path));
      read(first, false);
    } else read(text, false);
    sink.say({ share: Math.min(1, bytes / Math.max(1, size)) });
    await sink.drained();
    if (request.sample !== null && found >= request.sample) break;
  }
  if (request.sample === null || found < request.sample) read?.(decode(null), true);
  if (found === 0)
    throw new ExtractError(
      'imports.file_without_rows',
      'The JSON holds no list of objects; name where it is with --record-path, as in data.products',
    );
  return { format, recordPath, columns: columns.names, lateColumns: columns.late() };
}

/** Its first line is an object by itself, and another one follows, or nothing does. */
function isJsonLines(text: string): boolean {
  const trimmed = text.trimStart();
  const end = trimmed.indexOf('\n');
  const [line, rest] = end < 0 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end).trim()];
  if (!line.startsWith('{') || (rest !== '' && !rest.startsWith('{'))) return false;
  try {
    const value: unknown = JSON.parse(line);
    // One object alone may as well be a document with its list in it.
    return rest !== '' || !holdsList(value, 0);
  } catch {
    return false;
  }
}

const holdsList = (value: unknown, depth: number): boolean =>
  value !== null &&
  typeof value === 'object' &&
  depth < MAX_DEPTH &&
  ((Array.isArray(value) && value.some((item) => item !== null && typeof item === 'object')) ||
    Object.values(value).some((inner) => holdsList(inner, depth + 1)));

type TakeRecord = (value: unknown, line: number) => void;

function readLines(record: TakeRecord): (text: string, last: boolean) => void {
  let [rest, line] = ['', 0];
  const one = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new ExtractError('imports.json_invalid', `Line ${line} is no JSON: ${(error as Error).message}`, {
        line,
      });
    }
    record(value, line);
  };
  return (text, last) => {
    const lines = (rest + text).split('\n');
    rest = last ? '' : lines.pop()!;
    if (rest.length > MAX_LINE_CHARACTERS)
      throw new ExtractError(
        'imports.file_harmful',
        `Line ${line + 1} is longer than ${MAX_LINE_CHARACTERS / 1024 ** 2} MiB`,
        {
          line: line + 1,
        },
      );
    for (const each of lines) one(each);
  };
}

/** @param isList the document itself is the list; else it is found one name below, or at the path given */
function readDocument(
  isList: boolean,
  path: string | null,
  record: TakeRecord,
  onPath: (path: string) => void,
): (text: string, last: boolean) => void {
  const parser = new JSONParser({
    paths: [path ? `$.${path}.*` : isList ? '$.*' : '$.*.*'],
    keepStack: false,
  });
  let [count, list]: [number, string | null] = [0, path];
  parser.onValue = ({ value, key, stack, partial }) => {
    if (partial) return;
    if (!isList && path === null) {
      // Of several lists in a document the first one of objects is that of the products.
      const name = String(stack.at(-1)?.key ?? '');
      if (typeof key !== 'number' || value === null || typeof value !== 'object' || Array.isArray(value))
        return;
      if (list === null) onPath((list = name));
      if (name !== list) return;
    }
    record(value, ++count);
  };
  parser.onError = (error) => {
    if (error instanceof ExtractError) throw error;
    throw new ExtractError('imports.json_invalid', `The JSON is not well-formed: ${error.message}`);
  };
  return (text, last) => {
    if (text !== '') parser.write(text);
    if (last && !parser.isEnded)
      throw new ExtractError(
        'imports.json_invalid',
        'The JSON ends before it is complete; it was probably cut while it was sent',
      );
  };
}

/** Values by the names that lead to them, `nutriments.fat_100g`; a list of plain values is a list. */
function flattenObject(object: Readonly<Record<string, unknown>>, line: number): NamedValues {
  const values = new Map<string, string[]>();
  let count = 0;
  const walk = (value: unknown, path: string, depth: number): void => {
    if (value === null || value === undefined) return;
    if (depth > MAX_DEPTH || ++count > MAX_VALUES)
      throw new ExtractError(
        'imports.file_harmful',
        `Record ${line} nests deeper than ${MAX_DEPTH} or has more than ${MAX_VALUES} values`,
        { line },
      );
    if (Array.isArray(value)) {
      if (value.every((item) => item === null || typeof item !== 'object'))
        values.set(path, value.filter((item) => item !== null).map(String));
      else value.forEach((item, index) => walk(item, `${path}.${index}`, depth + 1));
    } else if (typeof value === 'object') {
      for (const [name, inner] of Object.entries(value))
        walk(inner, path ? `${path}.${name}` : name, depth + 1);
    } else values.set(path, [String(value as string | number | boolean)]);
  };
  walk(object, '', 0);
  return values;
}
