import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { readBmecatRecord } from './bmecat-record.ts';
import { createColumnList, type ColumnList } from './column-list.ts';
import { flattenElement, type XmlElement } from './flatten-element.ts';
import { findRecordPath } from './find-record-path.ts';
import { ExtractError, type ExtractEnd, type ExtractRequest, type ExtractSink } from './protocol.ts';
import { localName, parseXml, type Decode } from './sax-stream.ts';

/** Elements and attributes of one record. */
const MAX_RECORD_PARTS = 50_000;
/** Texts of one record. */
const MAX_RECORD_CHARACTERS = 16 * 1024 ** 2;

/** Any XML with one element per product: BMEcat, RSS of Google Merchant, PrestaShop, and what suppliers invent. */
export async function readXml(request: ExtractRequest, sink: ExtractSink): Promise<ExtractEnd> {
  const decode = await declaredDecoder(request.path);
  const recordPath = request.recordPath ?? (await findRecordPath(request.path, decode()));
  const columns = createColumnList(request.columns);
  const found = await readRecords(request, sink, decode(), recordPath, columns);
  if (found === 0)
    throw new ExtractError(
      'imports.file_without_rows',
      `The XML has no element ${recordPath}; name the path to one product with --record-path, as in catalogue/product`,
      { recordPath },
    );
  return { format: 'xml', recordPath, columns: columns.names, lateColumns: columns.late() };
}

async function readRecords(
  request: ExtractRequest,
  sink: ExtractSink,
  decode: Decode,
  recordPath: string,
  columns: ColumnList,
): Promise<number> {
  const { size } = await stat(request.path);
  const wanted = recordPath.split('/').map(localName);
  const path: string[] = [];
  /** Open elements of the record that is being read, itself first. */
  const nodes: XmlElement[] = [];
  let [parts, characters, line, found] = [0, 0, 0, 0];
  let isBmecat = false;

  const startsRecord = (): boolean =>
    path.length === wanted.length && wanted.every((name, depth) => path[depth] === name);

  await parseXml(
    createReadStream(request.path),
    decode,
    {
      open(tag, attributes, at) {
        const name = localName(tag);
        path.push(name);
        if (path.length === 1) isBmecat = name === 'BMECAT';
        if (nodes.length === 0 && !startsRecord()) return;
        if (nodes.length === 0) [parts, characters, line] = [0, 0, at];
        if (++parts > MAX_RECORD_PARTS) throw tooLarge(line);
        const node: XmlElement = { name, attributes, text: '', children: [] };
        nodes.at(-1)?.children.push(node);
        nodes.push(node);
      },
      text(text) {
        const node = nodes.at(-1);
        if (!node) return;
        characters += text.length;
        if (characters > MAX_RECORD_CHARACTERS) throw tooLarge(line);
        node.text += text;
      },
      close() {
        path.pop();
        const node = nodes.pop();
        if (!node || nodes.length > 0 || found === request.sample) return;
        found++;
        const values = isBmecat ? readBmecatRecord(node) : flattenElement(node);
        sink.record(line, columns.place(values));
      },
    },
    async (bytes) => {
      sink.say({ share: Math.min(1, bytes / Math.max(1, size)) });
      await sink.drained();
      return request.sample !== null && found >= request.sample;
    },
  );
  return found;
}

const tooLarge = (line: number): ExtractError =>
  new ExtractError(
    'imports.file_harmful',
    `Line ${line}: one record has more than ${MAX_RECORD_PARTS} elements or ${MAX_RECORD_CHARACTERS / 1024 ** 2} MiB of text; is --record-path the path to one product?`,
    { line },
  );

/** By the byte order mark, else by the declaration, else UTF-8 (XML 1.0, appendix F); what is not it is an error. */
async function declaredDecoder(path: string): Promise<() => Decode> {
  const file = await open(path);
  const head = Buffer.alloc(1024);
  await file.read(head, 0, head.length, 0);
  await file.close();
  const declared = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    head
      .toString('latin1')
      .replaceAll('\0', '')
      .replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe|^\u00fe\u00ff/, ''),
  )?.[1];
  const wide =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : null;
  const label = wide ?? declared ?? 'utf-8';
  try {
    new TextDecoder(label);
  } catch {
    throw new ExtractError(
      'imports.encoding_invalid',
      `The XML says it is in "${label}", which is no encoding known here; have it sent in UTF-8`,
      { encoding: label },
    );
  }
  return () => {
    const decoder = new TextDecoder(label, { fatal: true });
    let line = 1;
    return (bytes, last) => {
      try {
        const text = decoder.decode(bytes, { stream: !last });
        line += text.split('\n').length - 1;
        return text;
      } catch {
        throw new ExtractError(
          'imports.encoding_invalid',
          `Near line ${line}: the XML says it is in ${label}, and it is not; have it sent with the encoding it has`,
          { line, encoding: label },
        );
      }
    };
  };
}
