import type { FieldRef } from '../../catalog/index.ts';
import type { ReplaceValue } from '../errors/replace-values.ts';
import type { Detection } from '../reading/open-file.ts';
import type { CellTransformation } from '../templates/transformations.ts';
import { createCellReader, isNumber } from './cell-readers.ts';
import type { Finding } from './cell-reading.ts';
import { definitionOf, type AttributeCells } from './define-columns.ts';
import type { MappedColumn, Mapping } from './suggest-mapping.ts';
import { decimalSignOf, usualSign } from './values.ts';

export interface RowError {
  readonly line: number;
  readonly column: number | null;
  readonly header: string | null;
  readonly field: string | null;
  /** As it stands in the file, cut to 200 characters. */
  readonly value: string | null;
  readonly cause: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly severity: 'error' | 'warning' | 'repaired';
  readonly suggestion: string | null;
}

export interface MappedRow {
  readonly line: number;
  readonly ok: boolean;
  /** One entry per staged field, and one for what is emptied; the array is used again for the next row. */
  readonly values: readonly (string | null)[];
  readonly gtinRaw: string | null;
  readonly issues: string | null;
}

export interface RowMapper {
  readonly fields: readonly FieldRef[];
  map(cells: readonly string[], line: number): MappedRow;
}

const MAX_VALUE_SHOWN = 200;
const allFree: AttributeCells = { definitions: new Map(), currency: '' };

/**
 * Compiles a mapping into a function from cells to canonical values. Every cell of a row is read, so that all
 * its errors are reported at once.
 */
export function createRowMapper(options: {
  mapping: Mapping;
  detection: Detection;
  onError: (error: RowError) => void;
  /** Takes exactly one `'` away that an export for people puts before a cell (our own files). */
  unneutralise?: ((cell: string) => string) | undefined;
  /** What the supplier's words mean, by field. */
  replacements?: ReadonlyMap<string, ReplaceValue> | undefined;
  /** What a template makes of cells, by field. */
  transformations?: ReadonlyMap<string, CellTransformation> | undefined;
  /** What a cell says that empties its field, by field. */
  markers?: ReadonlyMap<string, string> | undefined;
  /** What stands between the entries of a list, by field, where it is not guessed. */
  separators?: ReadonlyMap<string, string> | undefined;
  /** Absent: all attributes are free. */
  attributes?: AttributeCells | undefined;
}): RowMapper {
  const { mapping, detection, onError, attributes = allFree } = options;
  const columns = mapping.columns;
  const fileSign = decimalSignOf(
    detection.sample.flatMap((cells) =>
      columns.filter((c) => isNumber(c)).map((c) => cells[c.column - 1] ?? ''),
    ),
  );
  const readers = columns.map((column) =>
    createCellReader({
      column,
      detection,
      fallback: fileSign ?? usualSign(detection.delimiter),
      hasPoint: options.transformations?.get(column.field.name)?.decimalPoint === true,
      separator: options.separators?.get(column.field.name),
      currency: attributes.currency,
      definition: definitionOf(column.field, attributes.definitions),
    }),
  );
  const values: (string | null)[] = columns.map(() => null);
  const replace = columns.map((column) => options.replacements?.get(column.field.name));
  const transform = columns.map((column) => options.transformations?.get(column.field.name));
  const keyed = keyTest(columns);
  const markers = columns.map((column) => options.markers?.get(column.field.name)?.toLowerCase());
  const clearing = markers.some((marker) => marker !== undefined);
  const gtinAt = columns.findIndex((column) => column.field.base === 'gtin');

  return {
    fields: columns.map((column) => column.field),
    map(cells, line) {
      let failed = false;
      let issues: string | null = null;
      let gtinRaw: string | null = null;
      let cleared: string[] | null = null;
      const report = (column: MappedColumn | null, value: string | null, finding: Finding): void => {
        if (finding.severity === 'error') failed = true;
        onError({
          line,
          column: column?.column ?? null,
          header: column?.header ?? null,
          field: column?.field.name ?? null,
          value: value === null ? null : value.slice(0, MAX_VALUE_SHOWN),
          cause: finding.cause,
          params: finding.params ?? {},
          severity: finding.severity,
          suggestion: finding.suggestion ?? null,
        });
      };
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i]!;
        let cell = (cells[column.column - 1] ?? '').trim();
        if (options.unneutralise && cell.charCodeAt(0) === 39) cell = options.unneutralise(cell);
        if (replace[i] !== undefined && cell !== '') cell = replace[i]!(cell);
        if (clearing && markers[i] !== undefined && cell.toLowerCase() === markers[i]) {
          (cleared ??= []).push(column.field.name);
          values[i] = null;
          continue;
        }
        if (transform[i] !== undefined) {
          const made = transform[i]!.apply(cell, cells);
          if (typeof made !== 'string') {
            report(column, cell, { cause: made.rejected, severity: 'error' });
            values[i] = null;
            continue;
          }
          cell = made;
        }
        if (cell === '') {
          values[i] = null;
          continue;
        }
        const read = readers[i]!(
          column.unitColumn ? `${cell} ${(cells[column.unitColumn - 1] ?? '').trim()}` : cell,
        );
        values[i] = read.value;
        if (read.finding) {
          report(column, cell, read.finding);
          if (i === gtinAt && read.value === null)
            issues = JSON.stringify([
              { rule: read.finding.cause, params: { value: cell.slice(0, MAX_VALUE_SHOWN) } },
            ]);
        }
        if (i === gtinAt && read.value !== null && read.value !== cell) gtinRaw = cell;
      }
      if (clearing) values[columns.length] = cleared && JSON.stringify(cleared);
      if (
        cells.length > detection.columns &&
        cells.slice(detection.columns).some((cell) => cell.trim() !== '')
      ) {
        report(null, cells.slice(detection.columns).join(detection.delimiter), {
          cause: 'row.too_many_cells',
          severity: 'error',
          params: { cells: cells.length, columns: detection.columns },
          suggestion: 'a cell holds the delimiter without quotes around it',
        });
      }
      if (!failed && !keyed(values)) report(null, null, { cause: 'row.no_match_key', severity: 'error' });
      return { line, ok: !failed, values, gtinRaw, issues };
    },
  };
}

function keyTest(columns: readonly MappedColumn[]): (values: readonly (string | null)[]) => boolean {
  const at = (base: string): number => columns.findIndex((column) => column.field.base === base);
  const single = [at('gtin'), at('supplierReference'), at('sku')].filter((index) => index >= 0);
  const [brand, mpn] = [at('brand'), at('mpn')];
  return (values) =>
    single.some((index) => values[index] !== null) ||
    (brand >= 0 && mpn >= 0 && values[brand] !== null && values[mpn] !== null);
}
