import { createReadStream } from 'node:fs';
import { ExtractError } from './protocol.ts';
import { localName, parseXml, type Decode } from './sax-stream.ts';

/** Enough of a file to see what repeats. */
const LOOK_BYTES = 4 * 1024 ** 2;
const MAX_PATHS = 20_000;

interface Seen {
  readonly path: readonly string[];
  readonly parent: Seen | null;
  count: number;
  /** Names of its attributes and of the elements in it. */
  readonly parts: Set<string>;
}

/** The element of which there is one per product: where the format says so, else what repeats in one list. */
export async function findRecordPath(file: string, decode: Decode): Promise<string> {
  const seen = new Map<string, Seen>();
  const open: Seen[] = [];
  await parseXml(
    createReadStream(file),
    decode,
    {
      open(tag, attributes) {
        const parent = open.at(-1) ?? null;
        const path = [...(parent?.path ?? []), localName(tag)];
        const key = path.join('/');
        const node = seen.get(key) ?? { path, parent, count: 0, parts: new Set<string>() };
        if (seen.size < MAX_PATHS) seen.set(key, node);
        node.count++;
        parent?.parts.add(path.at(-1)!);
        for (const name of Object.keys(attributes)) if (!name.startsWith('xml')) node.parts.add(name);
        open.push(node);
      },
      text: () => undefined,
      close: () => void open.pop(),
    },
    (bytes) => bytes >= LOOK_BYTES,
  );
  const paths = [...seen.values()];
  const path = knownPath(paths) ?? repeatedPath(paths);
  if (path) return path.path.join('/');
  throw new ExtractError(
    'imports.file_without_rows',
    'The XML has no element that repeats like a list of products; name the path to one product with --record-path, as in catalogue/product',
  );
}

function knownPath(paths: readonly Seen[]): Seen | undefined {
  return paths.find(({ path }) => {
    const [root, second, third] = path;
    if (root === 'BMECAT')
      return path.length === 3 && second!.startsWith('T_') && /^(ARTICLE|PRODUCT)$/.test(third!);
    if (root === 'rss') return path.length === 3 && second === 'channel' && third === 'item';
    return root === 'feed' && path.length === 2 && second === 'entry';
  });
}

/**
 * Lists of records have a parent that is there once; pictures or prices of a product have one per product. Of
 * several lists, as of fields and of products, it is the one that says the most.
 */
function repeatedPath(paths: readonly Seen[]): Seen | undefined {
  const said = ({ count, parts }: Seen): number => count * parts.size;
  return paths
    .filter(({ parent, parts }) => parent?.count === 1 && parts.size > 0)
    .sort((a, b) => said(b) - said(a) || b.path.length - a.path.length)[0];
}
