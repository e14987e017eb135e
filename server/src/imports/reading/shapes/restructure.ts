import type { Detection } from '../detection.ts';
import { akeneo } from './akeneo.ts';
import { magento } from './magento.ts';
import { prestashop } from './prestashop.ts';
import { shopify } from './shopify.ts';
import {
  axisHeader,
  cellsOf,
  type EmitRow,
  type FileShape,
  type ShapeDefinition,
  type ShapeKind,
  type ShapeReader,
} from './shape.ts';
import { vendure } from './vendure.ts';
import { woocommerce } from './woocommerce.ts';

const shapes: Readonly<Record<ShapeKind, ShapeDefinition>> = {
  shopify,
  vendure,
  prestashop,
  woocommerce,
  magento,
  akeneo,
};

/** More axes than this are no options of products. */
const MOST_AXES = 50;

const noParents = { parents: new Map<string, string>() };

/** Reads the records of a file, its headings first where it has some. */
export type ReadAll = (onRecord: (cells: string[], line: number) => void) => Promise<void>;

/** What a shape that was met needs to know of the whole file before its first row is handed on. */
interface Survey {
  readonly axes: string[];
  readonly parents: Map<string, string>;
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** The shape by which a file's rows become products, or null where each row is one. */
export function shapeOf(headers: readonly string[] | null): ShapeKind | null {
  if (headers === null) return null;
  const found = Object.entries(shapes).find(([, definition]) => definition.fits(headers));
  return (found?.[0] as ShapeKind | undefined) ?? null;
}

/** The detection of a file whose rows are put together anew: with the columns that this adds. */
export async function detectShape(detection: Detection, readAll: ReadAll): Promise<Detection> {
  const kind = shapeOf(detection.headers);
  if (kind === null) return detection;
  const { axes, parents } = await survey(kind, detection, readAll);
  const shape: FileShape = { kind, axes: axes.slice(0, MOST_AXES), width: detection.columns };
  const sample: string[][] = [];
  const reader = open(shape, detection.headers!, parents, (cells) => sample.push(cells));
  detection.sample.forEach((cells, index) => reader.feed(cells, index + 1));
  reader.end();
  const own = Array.from({ length: detection.columns }, (_, i) => detection.headers![i] ?? '');
  const headers = [...own, ...shapes[kind].added, ...shape.axes.map(axisHeader)];
  return { ...detection, shape, headers, columns: headers.length, sample };
}

/** Lets records through a file's shape: the headings as they stand, then the rows as products. */
export async function restructure(
  detection: Detection & { readonly shape: FileShape },
  readAll: ReadAll,
  emit: EmitRow,
): Promise<{ feed: EmitRow; end: () => void; reader: ShapeReader }> {
  const { shape } = detection;
  const headers = detection.headers!.slice(0, shape.width);
  // Only there a row's parent may stand behind it.
  const { parents } = shape.kind === 'magento' ? await survey(shape.kind, detection, readAll) : noParents;
  const reader = open(shape, headers, parents, emit);
  let inHead = detection.headerRow !== null;
  return {
    feed(cells, line) {
      if (isBlank(cells)) return;
      if (!inHead) return reader.feed(cells, line);
      inHead = false;
      emit(cells, line);
    },
    end: () => reader.end(),
    reader,
  };
}

const open = (
  shape: FileShape,
  headers: readonly string[],
  parents: ReadonlyMap<string, string>,
  emit: EmitRow,
): ShapeReader => shapes[shape.kind].open({ shape, headers, parents, emit });

async function survey(
  kind: ShapeKind,
  { headers, headerRow }: Pick<Detection, 'headers' | 'headerRow'>,
  readAll: ReadAll,
): Promise<Survey> {
  const axes = new Map<string, string>();
  const parents = new Map<string, string>();
  let inHead = headerRow !== null;
  await readAll((cells) => {
    if (isBlank(cells)) return;
    if (inHead) {
      inHead = false;
      return;
    }
    const found = shapes[kind].survey(cellsOf(headers ?? [], cells), headers ?? []);
    for (const axis of found.axes) if (!axes.has(axisHeader(axis))) axes.set(axisHeader(axis), axis);
    for (const [variant, parent] of found.parents ?? []) parents.set(variant, parent);
  });
  return { axes: [...axes.values()], parents };
}
