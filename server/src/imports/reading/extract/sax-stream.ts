import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { ExtractError } from './protocol.ts';

/** Real documents nest ten deep. */
const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 500;
/** One text or attribute: a product's description with pictures inside is smaller. */
const MAX_TEXT = 4 * 1024 ** 2;
const MAX_CHUNK = 64 * 1024;

export interface SaxHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  text(text: string): void;
  close(name: string): void;
}

export type Decode = (bytes: Buffer, last: boolean) => string;

/**
 * Parses XML as it comes. A document type is refused: entities are how XML is made to do harm, and no product
 * feed needs them.
 * @param until asked after each chunk; true ends the reading
 */
export async function parseXml(
  source: Readable,
  decode: Decode,
  handlers: SaxHandlers,
  until: (bytesRead: number) => Promise<boolean> | boolean,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  let textLength = 0;
  const refuse = (what: string): ExtractError =>
    new ExtractError('imports.file_harmful', `Line ${parser.line}: ${what}`, { line: parser.line });
  parser.on('doctype', () => {
    throw refuse(
      'the file has a document type (<!DOCTYPE …>), which is refused because it can name other files; delete that line and send the file again',
    );
  });
  parser.on('error', (error) => {
    throw new ExtractError(
      'imports.xml_invalid',
      `The XML is not well-formed at line ${parser.line}, column ${parser.column}: ${error.message.replace(/^\d+:\d+:\s*/, '')}`,
      { line: parser.line, column: parser.column },
    );
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MAX_DEPTH) throw refuse(`elements nest deeper than ${MAX_DEPTH}`);
    const given = Object.keys(attributes);
    if (given.length > MAX_ATTRIBUTES) throw refuse(`an element has more than ${MAX_ATTRIBUTES} attributes`);
    textLength = 0;
    handlers.open(name, attributes as Record<string, string>, parser.line);
  });
  const onText = (text: string): void => {
    textLength += text.length;
    if (textLength > MAX_TEXT) throw refuse(`a text is longer than ${MAX_TEXT / 1024 ** 2} MiB`);
    handlers.text(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', ({ name }) => {
    depth--;
    textLength = 0;
    handlers.close(name);
  });

  let bytes = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // The parser keeps what it is given until a tag ends: small pieces keep that short.
    for (let at = 0; at < chunk.length; at += MAX_CHUNK)
      parser.write(decode(chunk.subarray(at, at + MAX_CHUNK), false));
    if (await until(bytes)) return void source.destroy();
  }
  parser.write(decode(Buffer.alloc(0), true));
  parser.close();
}

/** Names without their prefixes, for formats whose writers choose prefixes of their own. */
export function withLocalNames(handlers: SaxHandlers): SaxHandlers {
  return {
    ...handlers,
    open: (name, attributes, line) => handlers.open(localName(name), attributes, line),
    close: (name) => handlers.close(localName(name)),
  };
}

export function localName(name: string): string {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
}

/** UTF-8 that must be UTF-8. */
export function strictUtf8(): Decode {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (bytes, last) => decoder.decode(bytes, { stream: !last });
}
