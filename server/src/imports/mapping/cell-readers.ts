import {
  checkGtin,
  LIST_SEPARATOR,
  seoLimits,
  type CellDefinition,
  type FieldRef,
} from '../../catalog/index.ts';
import type { Encoding } from '../reading/detect-encoding.ts';
import type { Detection } from '../reading/open-file.ts';
import { attributeReader } from './attribute-cells.ts';
import { failure, tooLong, type CellReader, type Read } from './cell-reading.ts';
import { withoutCurrency } from './currency.ts';
import { readImageNames } from './image-names.ts';
import { parseLength, parseWeight } from './measures.ts';
import type { MappedColumn } from './suggest-mapping.ts';
import {
  decimalSignOf,
  MAX_NUMBER_CHARACTERS,
  parseCategories,
  parseDecimal,
  parseProductType,
  parseStatus,
  type DecimalSign,
} from './values.ts';

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

export const isNumber = (column: MappedColumn): boolean =>
  ['money', 'quantity', 'decimal', 'weight', 'integer'].includes(column.field.kind);

/** How a column's cells are read. */
export function createCellReader(options: {
  readonly column: MappedColumn;
  readonly detection: Detection;
  /** What a mark is before exactly three digits where the column itself does not say. */
  readonly fallback: DecimalSign;
  /** Its numbers have a point, whatever the file's sign is. */
  readonly hasPoint: boolean;
  /** Between the entries of a list. */
  readonly separator: string | undefined;
  /** Of amounts that name none. */
  readonly currency: string;
  /** Of the attribute that the column is; undefined for a free one. */
  readonly definition: CellDefinition | undefined;
}): CellReader {
  const { column, detection, fallback, hasPoint, separator, definition } = options;
  const { field, unit } = column;
  const sign = hasPoint
    ? '.'
    : isNumber(column) || definition
      ? (decimalSignOf(detection.sample.map((cells) => cells[column.column - 1] ?? '')) ?? fallback)
      : fallback;
  const cause = field.base === 'offerStock' ? 'stock' : field.base;
  const clean = cleanFor(detection.encoding);
  if (definition) {
    const read = attributeReader(definition, {
      sign,
      delimiter: detection.delimiter,
      separator,
      currency: options.currency,
    });
    return remembered((cell) => read(clean(cell)));
  }
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
