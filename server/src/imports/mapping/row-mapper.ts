import { checkGtin, LIST_SEPARATOR, seoLimits, type FieldRef } from '../../catalog/index.ts';
import {
  decimalSignOf,
  MAX_NUMBER_CHARACTERS,
  parseCategories,
  parseDecimal,
  parseProductType,
  parseStatus,
  type DecimalSign,
} from './values.ts';
import { readImageNames } from './image-names.ts';
import { withoutCurrency } from './currency.ts';
import { parseLength, parseWeight } from './measures.ts';
import type { CellTransformation } from '../templates/transformations.ts';
import type { ReplaceValue } from '../errors/replace-values.ts';
import type { Encoding } from '../reading/detect-encoding.ts';
import type { Detection } from '../reading/open-file.ts';
import type { MappedColumn, Mapping } from './suggest-mapping.ts';

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
const longest: Readonly<Record<string, number>> = { code: 200, text: 1_000, list: 10_000 };
const LONGEST_TEXT = 100_000;
/** Names that stand in unique indexes, whose entries hold 2,704 bytes at most: 4 bytes a character at worst. */
const named = new Set(['brand', 'family', 'taxClass', 'familyVariant']);
const LONGEST_NAME = 500;
const LONGEST_PATH = 500;
/** Whole lists stand in an index of the stage: one longer cell would end the import, not its row. */
const LONGEST_LIST_BYTES = 2_600;
/** 5,000 cells of 500 characters are 5 MB at most. */
const MAX_REMEMBERED = 5_000;

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
}): RowMapper {
  const { mapping, detection, onError } = options;
  const columns = mapping.columns;
  const fileSign = decimalSignOf(
    detection.sample.flatMap((cells) =>
      columns.filter((c) => isNumber(c)).map((c) => cells[c.column - 1] ?? ''),
    ),
  );
  const readers = columns.map((column) =>
    createCellReader(
      column,
      detection,
      fileSign ?? (detection.delimiter === ';' ? ',' : '.'),
      options.transformations?.get(column.field.name)?.decimalPoint === true,
      options.separators?.get(column.field.name),
    ),
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

interface Finding {
  readonly cause: string;
  readonly severity: 'error' | 'warning' | 'repaired';
  readonly params?: Record<string, unknown>;
  readonly suggestion?: string | null;
}

interface Read {
  readonly value: string | null;
  readonly finding?: Finding;
}

type CellReader = (cell: string) => Read;

const isNumber = (column: MappedColumn): boolean =>
  ['money', 'quantity', 'decimal', 'weight', 'integer'].includes(column.field.kind);

function createCellReader(
  column: MappedColumn,
  detection: Detection,
  fallback: DecimalSign,
  hasPoint: boolean,
  separator: string | undefined,
): CellReader {
  const { field, unit } = column;
  const sign = hasPoint
    ? '.'
    : isNumber(column)
      ? (decimalSignOf(detection.sample.map((cells) => cells[column.column - 1] ?? '')) ?? fallback)
      : fallback;
  const cause = field.base === 'offerStock' ? 'stock' : field.base;
  const clean = cleanFor(detection.encoding);
  switch (field.kind) {
    case 'gtin':
      return readGtin;
    case 'money':
      return moneyReader(field, sign);
    case 'quantity':
      return (cell) => notNegative(parseDecimal(cell, sign), cause);
    case 'decimal':
      return (cell) => notNegative(parseLength(cell, sign, unit), cause);
    case 'weight':
      return (cell) => notNegative(parseWeight(cell, sign, unit), cause);
    case 'integer':
      return (cell) => {
        if (cell.length > MAX_NUMBER_CHARACTERS) return failure(`${cause}.not_a_number`);
        const read = notNegative(
          parseDecimal(cell.replace(/\s*(jours?|days?|tage?|j|d)\.?$/i, ''), sign),
          cause,
        );
        return read.value !== null && !/^\d{1,9}(\.0+)?$/.test(read.value)
          ? failure(`${cause}.not_an_integer`)
          : { ...read, value: read.value?.split('.')[0] ?? null };
      };
    case 'status':
      return (cell) => {
        const parsed = parseStatus(cell);
        return 'value' in parsed
          ? { value: parsed.value }
          : failure(`${cause}.${parsed.cause}`, 'active, draft or archived');
      };
    case 'type':
      return (cell) => {
        const parsed = parseProductType(cell);
        return 'value' in parsed
          ? { value: parsed.value }
          : failure(`${cause}.${parsed.cause}`, 'simple, model, variant or bundle');
      };
    case 'images':
      return imagesReader(clean, separator);
    case 'list':
      return remembered(listReader(field, { delimiter: detection.delimiter, separator }, clean));
    default:
      return named.has(field.base) ? remembered(textReader(field, clean)) : textReader(field, clean);
  }
}

const failure = (cause: string, suggestion: string | null = null): Read => ({
  value: null,
  finding: { cause, severity: 'error', suggestion },
});

function notNegative(parsed: { value: string } | { cause: string }, name: string): Read {
  if (!('value' in parsed)) return failure(`${name}.${parsed.cause}`);
  return parsed.value.startsWith('-') ? failure(`${name}.negative`) : { value: parsed.value };
}

/** A wrong code is a warning: the row stays where it has another key. */
function readGtin(cell: string): Read {
  const result = checkGtin(cell);
  if (!result.ok)
    return {
      value: null,
      finding: { cause: result.cause, severity: 'warning', suggestion: result.suggestion },
    };
  if (!result.repaired) return { value: result.gtin };
  return {
    value: result.gtin,
    finding: { cause: 'gtin.leading_zeros', severity: 'repaired', suggestion: result.gtin },
  };
}

function textReader(field: FieldRef, clean: Clean): CellReader {
  const limit = named.has(field.base)
    ? LONGEST_NAME
    : field.base === 'seo'
      ? seoLimits[field.part as 'title' | 'description']
      : ['description', 'shortDescription', 'attribute'].includes(field.base)
        ? LONGEST_TEXT
        : (longest[field.kind] ?? LONGEST_TEXT);
  return (cell) => {
    const text = clean(cell);
    if (text.length > limit) return tooLong(field.base, limit, text.length);
    return { value: text === '' ? null : text };
  };
}

const tooLong = (base: string, limit: number, length: number): Read => ({
  value: null,
  finding: { cause: `${base}.too_long`, severity: 'error', params: { limit, length } },
});

function listReader(
  field: FieldRef,
  { delimiter, separator }: { delimiter: string; separator: string | undefined },
  clean: Clean,
): CellReader {
  const limit = longest['list']!;
  return (cell) => {
    if (cell.length > limit) return tooLong(field.base, limit, cell.length);
    const list = parseCategories(clean(cell).replaceAll(LIST_SEPARATOR, ' '), delimiter, separator);
    const path = list.find((entry) => entry.length > LONGEST_PATH);
    if (path) return tooLong(field.base, LONGEST_PATH, path.length);
    const value = list.join(LIST_SEPARATOR);
    const bytes = Buffer.byteLength(value);
    if (bytes > LONGEST_LIST_BYTES) return tooLong(field.base, LONGEST_LIST_BYTES, bytes);
    return { value: value === '' ? null : value };
  };
}

/** What is wrong about a picture's name never holds up its row. */
const imagesReader =
  (clean: Clean, separator: string | undefined): CellReader =>
  (cell) => {
    const { value, wrong, tooMany } = readImageNames(clean(cell), separator);
    if (wrong === null && !tooMany) return { value };
    const cause = wrong === null ? 'image.too_many' : 'image.not_an_address';
    return {
      value,
      finding: { cause, severity: 'warning', params: wrong === null ? {} : { name: wrong.slice(0, 200) } },
    };
  };

/** The same few names stand in thousands of rows; reading categories anew was a sixth of the CPU of a file. */
function remembered(read: CellReader): CellReader {
  const known = new Map<string, Read>();
  return (cell) => {
    const found = known.get(cell);
    if (found) return found;
    if (known.size >= MAX_REMEMBERED || cell.length > LONGEST_PATH) return read(cell);
    // A cell is a slice that keeps its whole chunk of the file alive; what is remembered is a copy.
    const copy = Buffer.from(cell, 'utf16le').toString('utf16le');
    const result = read(copy);
    known.set(copy, result);
    return result;
  };
}

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57;

function moneyReader(field: FieldRef, sign: DecimalSign): CellReader {
  return (cell) => {
    const read = notNegative(parseDecimal(cell, sign), field.base);
    if (read.value === null || (isDigit(cell, 0) && isDigit(cell, cell.length - 1))) return read;
    // "$ 12" in a column of euros is another amount, not 12 euros.
    const { currency } = withoutCurrency(cell);
    if (currency === null || currency === field.currency) return read;
    return {
      value: null,
      finding: {
        cause: `${field.base}.other_currency`,
        severity: 'error',
        params: { currency, expected: field.currency },
      },
    };
  };
}

// Latin letters, usual punctuation and currency signs have one form only.
const plainText = /^[\x20-\x7e\t\n\r\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2122]*$/;

type Clean = (text: string) => string;

/** Zero bytes cannot be stored. */
const withoutZeros: Clean = (text) => (text.includes('\0') ? text.replaceAll('\0', '') : text);

/** One form for one text (NFC); half surrogate pairs are no characters. */
const inOneForm: Clean = (text) =>
  plainText.test(text) ? text : withoutZeros(text.normalize('NFC').toWellFormed());

/** The characters of the single-byte encodings have one form only. */
const cleanFor = (encoding: Encoding): Clean =>
  encoding === 'windows-1252' || encoding === 'iso-8859-1' ? withoutZeros : inOneForm;

function keyTest(columns: readonly MappedColumn[]): (values: readonly (string | null)[]) => boolean {
  const at = (base: string): number => columns.findIndex((column) => column.field.base === base);
  const single = [at('gtin'), at('supplierReference'), at('sku')].filter((index) => index >= 0);
  const [brand, mpn] = [at('brand'), at('mpn')];
  return (values) =>
    single.some((index) => values[index] !== null) ||
    (brand >= 0 && mpn >= 0 && values[brand] !== null && values[mpn] !== null);
}
