import { checkValue, foldText, type CellDefinition, type FieldRef } from '../../catalog/index.ts';
import type { CellReader, Read } from './cell-reading.ts';
import { withoutCurrency } from './currency.ts';
import { MAX_NUMBER_CHARACTERS, parseDecimal, splitList, type DecimalSign } from './values.ts';

interface Reading {
  /** What a mark before exactly three digits is. */
  readonly sign: DecimalSign;
  readonly delimiter: string;
  /** Between the entries of a list, where it is not guessed. */
  readonly separator: string | undefined;
  /** Of amounts that name none. */
  readonly currency: string;
}

/** A value as the API takes it, or the cause why the cell has none. */
type Given =
  | { readonly value: unknown }
  | { readonly cause: string; readonly params?: Readonly<Record<string, unknown>> };

/** Types whose values are no texts: their cells are staged as JSON. */
const structured: ReadonlySet<CellDefinition['type']> = new Set([
  'boolean',
  'measure',
  'multi_option',
  'price',
  'table',
]);

/** The field as its attribute is defined: `value` where what is staged is the JSON of a value. */
export const typedField = (field: FieldRef, { type }: CellDefinition): FieldRef => ({
  ...field,
  kind: structured.has(type) ? 'value' : field.kind,
  attributeType: type,
});

/**
 * Reads cells of a defined attribute, which say what its definition allows: days, words for yes and no, options by
 * their code or a label, amounts with a unit or currency, lists; or the value's own JSON, as exports write it.
 */
export function attributeReader(definition: CellDefinition, reading: Reading): CellReader {
  const give = givers[definition.type];
  const isJson = structured.has(definition.type);
  return (cell) => {
    if (cell === '') return { value: null };
    const given = ownJson(cell, isJson) ?? give(cell, definition, reading);
    if ('cause' in given) return refusal(given.cause, given.params);
    const checked = checkValue(definition, given.value);
    if ('value' in checked) return { value: isJson ? JSON.stringify(checked.value) : String(checked.value) };
    return refused(definition, checked.refusal);
  };
}

/** Options to choose from in an error of a row. */
const MAX_OPTIONS = 20;

function refused(
  { options }: CellDefinition,
  { reason, allowed, text }: { reason: string; allowed: unknown; text: string },
): Read {
  return reason === 'option'
    ? refusal('unknown_option', { options: options.slice(0, MAX_OPTIONS) })
    : refusal('not_allowed', { reason, allowed, text });
}

const refusal = (cause: string, params: Readonly<Record<string, unknown>> = {}): Read => ({
  value: null,
  finding: { cause: `attribute.${cause}`, severity: 'error', params },
});

function ownJson(cell: string, isJson: boolean): Given | null {
  if (!isJson || !/^[[{]/.test(cell)) return null;
  try {
    return { value: JSON.parse(cell) as unknown };
  } catch {
    return null;
  }
}

type Give = (cell: string, definition: CellDefinition, reading: Reading) => Given;

const asText: Give = (cell) => ({ value: cell });

const givers: Readonly<Record<CellDefinition['type'], Give>> = {
  text: asText,
  rich_text: asText,
  media: asText,
  table: asText,
  reference: asText,
  number: (cell, _, { sign }) => parseDecimal(cell, sign),
  measure: giveMeasure,
  boolean: (cell) => {
    const value = yesAndNo.get(foldText(cell));
    return value === undefined ? { cause: 'not_a_boolean' } : { value };
  },
  date: giveDate,
  option: (cell, { codes }) => ({ value: codeOf(cell, codes) }),
  multi_option: (cell, { codes }, { delimiter, separator }) => ({
    value: splitList(cell, delimiter, separator).map((name) => codeOf(name, codes)),
  }),
  price: givePrices,
};

const codeOf = (name: string, codes: CellDefinition['codes']): string =>
  codes.get(name) ?? codes.get(foldText(name)) ?? name;

const yesAndNo: ReadonlyMap<string, boolean> = new Map(
  [
    ['1 true yes y oui o ja j vrai wahr on x', true] as const,
    ['0 false no n non nein faux falsch off', false] as const,
  ].flatMap(([words, value]) => words.split(' ').map((word) => [word, value] as const)),
);

const withUnit = /^([-+]?[\d.,'’\s]*\d)\s*(\D.*)?$/;

/** `2,5 kg`; a number alone is in the unit of the definition. */
function giveMeasure(cell: string, { rules, codes, units }: CellDefinition, { sign }: Reading): Given {
  if (cell.length > MAX_NUMBER_CHARACTERS) return { cause: 'not_a_number' };
  const [, digits, name] = withUnit.exec(cell) ?? [];
  const amount = parseDecimal(digits ?? cell, sign);
  if ('cause' in amount) return amount;
  const unit = name === undefined ? rules.defaultUnit : (codes.get(name) ?? codes.get(foldText(name)));
  return unit === undefined
    ? { cause: 'unknown_unit', params: { units: Object.keys(units) } }
    : { value: { amount: amount.value, unit } };
}

/** ISO 8601, or day, month and year as they are written from Paris to Berlin; another order is for a template. */
function giveDate(cell: string): Given {
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(cell) ?? [];
  if (year !== undefined) return { value: `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` };
  const [, iso] = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?$/.exec(cell) ?? [];
  return iso === undefined ? { cause: 'not_a_date' } : { value: iso };
}

/** `12,50 EUR | 13 USD`. */
function givePrices(cell: string, _: CellDefinition, { sign, currency }: Reading): Given {
  const prices: { amount: string; currency: string }[] = [];
  for (const part of cell.split('|')) {
    const named = withoutCurrency(part.trim());
    const amount = parseDecimal(named.text, sign);
    if ('cause' in amount) return amount;
    prices.push({ amount: amount.value, currency: named.currency ?? currency });
  }
  return { value: prices };
}
