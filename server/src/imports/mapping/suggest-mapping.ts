import {
  checkGtin,
  fieldDefinitions,
  foldText,
  parseFieldName,
  type FieldDefaults,
  type FieldRef,
} from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Detection } from '../reading/open-file.ts';
import { currencyOfAll } from './currency.ts';
import { matchScopedHeading } from './heading-scope.ts';
import { matchHeading } from './match-heading.ts';
import { findLearnt, learntField, type LearntColumn } from './learnt-columns.ts';
import { parseLength, parseWeight } from './measures.ts';
import { assumedPrices, meanPrices, type PriceMeaning } from './price-meaning.ts';
import { parseDecimal, parseProductType, parseStatus } from './values.ts';

/** `learned`: a person said so of an earlier file of the supplier. */
export type Confidence = 'exact' | 'alias' | 'guess' | 'given' | 'learned';

export interface MappedColumn {
  /** From 1. */
  readonly column: number;
  readonly header: string | null;
  readonly field: FieldRef;
  readonly confidence: Confidence;
  readonly priceIncludesTax: boolean | null;
  readonly unit: string | null;
  /** Column that holds the unit of each row, as in `weight` and `weight-unit`. */
  readonly unitColumn?: number;
}

export interface Mapping {
  readonly columns: readonly MappedColumn[];
  readonly ignored: readonly string[];
  readonly warnings: readonly { code: string; count: number; params: Record<string, unknown> }[];
}

export interface MappingRequest {
  readonly detection: Detection;
  /** `--own`: references are our SKUs, stock is ours, there are no offers. */
  readonly own: boolean;
  /** `FIELD=COLUMN` as given by a person. */
  readonly given: readonly { field: string; column: string }[];
  readonly defaults: FieldDefaults;
  readonly pricesIncludeTax: boolean;
  /** Only given columns are read. */
  readonly exact?: boolean | undefined;
  /** What the supplier said that a plain "price" is. */
  readonly priceMeaning?: PriceMeaning | undefined;
  /** Language of the texts, where it is not the default one. */
  readonly locale?: string | undefined;
  /** What people said of headings in earlier files. */
  readonly learnt?: readonly LearntColumn[] | undefined;
}

export interface Candidate extends MappedColumn {
  readonly score: number;
}

const scores: Readonly<Record<Confidence, number>> = { given: 5, learned: 4, exact: 3, alias: 2, guess: 1 };

/**
 * Which column is which field: as given, else by heading, else by values.
 * @throws AppError `imports.no_such_column`, `imports.no_match_key`, or for a field name that is not one
 */
export function suggestMapping(request: MappingRequest): Mapping {
  const { hasMatchKey: keyed, ...mapping } = suggestColumns(request);
  if (!keyed) throw noMatchKey(request);
  return mapping;
}

/** The same of a file whose columns need not tell which product a row is. */
export function suggestColumns(request: MappingRequest): Mapping & { readonly hasMatchKey: boolean } {
  const { detection, own } = request;
  const given = request.given.map((pair) => givenColumn(pair, request));
  refuseTwice(given);
  const taken = new Set(given.map((candidate) => candidate.column));
  const candidates: Candidate[] = [...given];
  for (let column = 1; column <= detection.columns && !request.exact; column++) {
    if (taken.has(column)) continue;
    const candidate = candidateOf(column, request);
    if (candidate) candidates.push(candidate);
  }
  const columns = pickBest(meanPrices(candidates, request), request.defaults.currency);
  const used = new Set(columns.map((column) => column.column));
  const ignored = (detection.headers ?? []).filter((header, index) => header !== '' && !used.has(index + 1));
  return {
    hasMatchKey: hasMatchKey(columns),
    columns: columns.map((c) => withUnitColumn(c, detection)),
    ignored,
    warnings: own || request.priceMeaning ? [] : assumedPrices(columns),
  };
}

function givenColumn(
  { field, column }: { field: string; column: string },
  request: MappingRequest,
): Candidate {
  const ref = parseFieldName(field, request.defaults);
  if (ref.kind === 'unsupported') {
    throw new AppError('imports.invalid', {
      message: `The field "${field}" cannot be imported yet`,
      params: { field },
    });
  }
  const number = findColumn(column, request.detection);
  const header = request.detection.headers?.[number - 1] ?? null;
  const match = header === null ? null : matchHeading(header);
  return {
    column: number,
    header,
    field: ref,
    confidence: 'given',
    priceIncludesTax: ref.base === 'price' ? (match?.taxIncluded ?? request.pricesIncludeTax) : null,
    unit: match?.unit ?? null,
    score: scores.given,
  };
}

/** Each column named by `--map` is required, so of two for one field neither may be dropped in silence. */
function refuseTwice(given: readonly Candidate[]): void {
  const seen = new Set<string>();
  for (const { field } of given) {
    if (seen.has(field.name)) {
      throw new AppError('imports.invalid', {
        message: `--map names two columns for the field "${field.name}"`,
        params: { field: field.name },
      });
    }
    seen.add(field.name);
  }
}

/** A heading's text, exactly or folded; else a number from 1. */
function findColumn(text: string, { headers, columns }: Detection): number {
  const exact = headers?.indexOf(text.trim()) ?? -1;
  if (exact >= 0) return exact + 1;
  const folded = headers?.findIndex((header) => foldText(header) === foldText(text)) ?? -1;
  if (folded >= 0) return folded + 1;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= columns) return number;
  throw new AppError('imports.no_such_column', {
    message: headers
      ? `The file has no column "${text}". Its columns are: ${headers.filter((h) => h !== '').join(', ')}`
      : `The file has no headings and ${columns} columns; "${text}" is not a number from 1 to ${columns}`,
    params: { column: text, headers, columns },
  });
}

function candidateOf(column: number, request: MappingRequest): Candidate | null {
  const { detection, own } = request;
  const header = detection.headers?.[column - 1] ?? null;
  const values = detection.sample
    .map((cells) => (cells[column - 1] ?? '').trim())
    .filter((cell) => cell !== '')
    .slice(0, 200);
  const fill = values.length / Math.max(1, Math.min(200, detection.sample.length));
  const learnt = header ? findLearnt(header, request.learnt ?? []) : null;
  const named = header === null || header === '' ? null : nameCandidate(header, values, request);
  const make = (found: Omit<Candidate, 'column' | 'header' | 'score'>, score: number): Candidate => ({
    column,
    header,
    ...found,
    // A column without a value is no key, whatever it is called.
    score: score + fill / 100 - (values.length === 0 && isKey(found.field) ? 1 : 0),
  });
  const known =
    learnt && (learnt.sameSupplier || named === null) ? learntField(learnt, request.defaults) : null;
  if (known && valuesFit(known, named?.unit ?? null, values)) {
    const confidence = learnt!.sameSupplier ? 'learned' : 'guess';
    const priceIncludesTax =
      known.base === 'price' ? (learnt!.priceIncludesTax ?? request.pricesIncludeTax) : null;
    return make(
      { field: known, confidence, priceIncludesTax, unit: named?.unit ?? null },
      scores[confidence],
    );
  }
  if (named && valuesFit(named.field, named.unit, values) && !namesGroups(header!, named.field, values))
    return make(named, scores[named.confidence] - named.rank / 1000);
  if (named) return null;
  // Values alone tell a GTIN only: twenty right check digits are no chance.
  const valid = values.filter((value) => /^\d{8,14}$/.test(value) && checkGtin(value).ok).length;
  if (values.length === 0 || valid < values.length * 0.9 || !values.some((value) => value.length >= 12))
    return null;
  if (
    own &&
    header !== null &&
    detection.headers?.some((other) => other !== header && matchHeading(other)?.field === 'gtin')
  )
    return null;
  return make(
    {
      field: parseFieldName('gtin', request.defaults),
      confidence: 'guess',
      priceIncludesTax: null,
      unit: null,
    },
    scores.guess,
  );
}

const isKey = ({ base }: FieldRef): boolean => ['gtin', 'sku', 'supplierReference'].includes(base);

type Named = Omit<Candidate, 'column' | 'header' | 'score'> & { rank: number };

function nameCandidate(header: string, values: readonly string[], request: MappingRequest): Named | null {
  const { own, defaults, pricesIncludeTax } = request;
  const exact = exactName(header, request);
  if (exact)
    return {
      field: exact,
      confidence: 'exact',
      priceIncludesTax: exact.base === 'price' ? pricesIncludeTax : null,
      unit: null,
      rank: 0,
    };
  const match = matchScopedHeading(header, defaults.locale);
  if (!match) return null;
  const name = fieldFor(match.field, own);
  const isMoney = fieldDefinitions[name.split('.')[0]!]?.currency === true;
  const currency = isMoney ? (match.currency ?? currencyOfAll(values)) : null;
  const scope = match.scope || (translated.has(name) && request.locale ? `@${request.locale}` : '');
  const field = parseFieldName(`${name}${currency ? `:${currency}` : ''}${scope}`, defaults);
  const withoutTax = match.taxIncluded === false;
  return {
    field,
    confidence: 'alias',
    priceIncludesTax: field.base === 'price' ? !withoutTax && (match.taxIncluded ?? pricesIncludeTax) : null,
    unit: match.unit,
    rank: match.rank,
  };
}

const translated = new Set(['title', 'description', 'shortDescription', 'seo.title', 'seo.description']);

/** In a supplier's file the reference is the supplier's and the stock is his; in our own they are ours. */
function fieldFor(alias: string, own: boolean): string {
  if (alias === 'reference') return own ? 'sku' : 'supplierReference';
  if (alias === 'stock') return own ? 'stock' : 'offerStock';
  if (alias === 'cost' && own) return 'price.cost';
  return alias;
}

/** Our own export names its columns by the vocabulary; a supplier who writes `stock` does not mean ours. */
function exactName(header: string, { own, defaults }: MappingRequest): FieldRef | null {
  if (!/^[a-z][A-Za-z]*(?:[.:@/][\w\-:@/]+)*$/.test(header)) return null;
  const base = header.split(/[.:@/]/)[0]!;
  if (!fieldDefinitions[base]) return null;
  const telling = header !== base || /[A-Z]/.test(base);
  if (!own && (!telling || ['sku', 'stock'].includes(base))) return null;
  if (
    own &&
    ['supplierReference', 'offerStock', 'leadTimeDays', 'minQuantity', 'packQuantity', 'cost'].includes(base)
  )
    return null;
  try {
    const field = parseFieldName(header, defaults);
    return field.kind === 'unsupported' ? null : field;
  } catch {
    return null;
  }
}

/** A heading that promises numbers above words is another column than its name says. */
function valuesFit(field: FieldRef, unit: string | null, values: readonly string[]): boolean {
  if (values.length === 0) return true;
  const reads = (value: string): boolean => {
    if (field.kind === 'status') return 'value' in parseStatus(value);
    if (field.kind === 'type') return 'value' in parseProductType(value);
    if (field.kind === 'weight') return 'value' in parseWeight(value, ',', unit);
    if (field.kind === 'decimal') return 'value' in parseLength(value, ',', unit);
    if (['money', 'quantity', 'integer'].includes(field.kind)) return 'value' in parseDecimal(value, ',');
    return true;
  };
  return values.filter(reads).length >= values.length / 2;
}

/** An id that several rows share is that of their product; as the key, it would make them duplicates. */
const namesGroups = (header: string, field: FieldRef, values: readonly string[]): boolean =>
  ['sku', 'supplierReference'].includes(field.base) &&
  /(?:^|[\s_-])(?:product|produit|produkt|article|artikel)?[\s_-]*id(?:$|[\s_*-])/i.test(header) &&
  new Set(values).size < values.length;

/** An offer has one cost: the one in the installation's currency, else the first. */
function isSecondCost(candidate: Candidate, all: readonly Candidate[], currency: string): boolean {
  if (candidate.field.base !== 'cost') return false;
  const costs = all.filter((other) => other.field.base === 'cost');
  return candidate !== (costs.find((other) => other.field.currency === currency) ?? costs[0]);
}

function pickBest(candidates: readonly Candidate[], currency: string): MappedColumn[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const other = best.get(candidate.field.name);
    if (!other || candidate.score > other.score) best.set(candidate.field.name, candidate);
  }
  return [...best.values()]
    .filter((candidate) => !isSecondCost(candidate, [...best.values()], currency))
    .sort((a, b) => a.column - b.column)
    .map(({ column, header, field, confidence, priceIncludesTax, unit }) => ({
      column,
      header,
      field,
      confidence,
      priceIncludesTax,
      unit,
    }));
}

function withUnitColumn(column: MappedColumn, { headers }: Detection): MappedColumn {
  if (column.field.kind !== 'weight' || !column.header || !headers) return column;
  const names = [`${column.header}-unit`, `${column.header}_unit`, `${column.header} unit`];
  const index = headers.findIndex((header) => names.includes(header));
  return index < 0 ? column : { ...column, unitColumn: index + 1 };
}

function hasMatchKey(columns: readonly MappedColumn[]): boolean {
  const has = (base: string): boolean => columns.some((column) => column.field.base === base);
  return has('gtin') || has('supplierReference') || has('sku') || (has('brand') && has('mpn'));
}

function noMatchKey({ detection }: MappingRequest): AppError {
  const { headers, columns } = detection;
  const seen = headers
    ? `Its columns are: ${headers.filter((h) => h !== '').join(', ')}`
    : `It has ${columns} columns and no headings`;
  return new AppError('imports.no_match_key', {
    message: `No column of the file tells which product a row is: an EAN, a reference, or brand and part number. ${seen}. Name one with --map, for example --map gtin=${headers?.[0] || 1}`,
    params: { headers, columns },
  });
}
