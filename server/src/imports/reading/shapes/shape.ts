import { foldText } from '../../../catalog/index.ts';

export type ShapeKind = 'shopify' | 'vendure' | 'prestashop' | 'woocommerce' | 'magento' | 'akeneo';

/** A file whose rows are not each a product: how they become models and variants. */
export interface FileShape {
  readonly kind: ShapeKind;
  /** What tells variants apart, as the file names it; a column each. */
  readonly axes: readonly string[];
  /** Columns of the file itself; those that the shape adds stand behind them. */
  readonly width: number;
}

/** Hands on a row; a model that no row of the file stands for has the negative of its first variant's line. */
export type EmitRow = (cells: string[], line: number) => void;

export interface ShapeReader {
  feed(cells: readonly string[], line: number): void;
  /** Nothing follows: what was held back is handed on. */
  end(): void;
  /** Rows that only carried on the one before them, such as a further picture. */
  readonly continued: number;
}

export interface ShapeContext {
  readonly shape: FileShape;
  readonly headers: readonly string[];
  readonly emit: EmitRow;
  /** What the first pass over the file found (`survey`). */
  readonly parents: ReadonlyMap<string, string>;
}

export interface ShapeDefinition {
  /** Whether a file with these headings has the shape. */
  fits(headers: readonly string[]): boolean;
  /** Headings that the shape adds beside its axes, in the vocabulary of fields. */
  readonly added: readonly string[];
  /** Axes that a row names, and the parents that it gives to other rows. */
  survey(
    cell: (header: string) => string,
    headers: readonly string[],
  ): {
    readonly axes: readonly string[];
    readonly parents?: ReadonlyMap<string, string>;
  };
  open(context: ShapeContext): ShapeReader;
}

/** `Disk space` becomes `attribute.disk_space`. */
export const axisHeader = (axis: string): string =>
  `attribute.${
    foldText(axis)
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 64) || 'option'
  }`;

/** Cells by heading, trimmed; empty for a heading that the file lacks. */
export const cellsOf =
  (headers: readonly string[], cells: readonly string[]) =>
  (header: string): string =>
    (cells[headers.indexOf(header)] ?? '').trim();

/**
 * A row of the file with what the shape adds to it. Cells beyond the file's own columns stay beyond all of them,
 * where they are refused as usual.
 *
 * @param keep whether the row has a column of the file; the others are left empty
 */
export function buildRow(
  { shape, headers }: Pick<ShapeContext, 'shape' | 'headers'>,
  cells: readonly string[],
  {
    keep = () => true,
    added,
    axes,
  }: {
    keep?: (header: string, index: number) => boolean;
    added: readonly string[];
    axes: ReadonlyMap<string, string>;
  },
): string[] {
  const values = new Map([...axes].map(([axis, value]) => [axisHeader(axis), value]));
  const own = Array.from({ length: shape.width }, (_, i) =>
    keep(headers[i] ?? '', i) ? (cells[i] ?? '') : '',
  );
  return [
    ...own,
    ...added,
    ...shape.axes.map((axis) => values.get(axisHeader(axis)) ?? ''),
    ...cells.slice(shape.width),
  ];
}

export interface HeldRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** More rows than this are no variants of one product: the group is handed on as it stands. */
export const MOST_VARIANTS = 5_000;

export const noAxes: ReadonlyMap<string, string> = new Map();
