import { isUuid } from '../../platform/http/uuid.ts';
import { isObject } from '../definitions/merge-patch.ts';
import { compilePattern, type AttributeRules, type AttributeType } from './attribute-rules.ts';
import {
  canonicalDecimal,
  compareDecimals,
  compareMeasures,
  isDecimal,
  placesOf,
  type UnitConversion,
} from './decimal.ts';

/** A definition with what the given values of it can be: options and products among those named, units of its family. */
export interface ValueDefinition {
  readonly code: string;
  readonly type: AttributeType;
  readonly rules: AttributeRules;
  readonly options: readonly string[];
  readonly units: Readonly<Record<string, UnitConversion>>;
  readonly products: readonly string[];
}

export interface Refusal {
  /** Stable, for programs. */
  readonly reason: string;
  readonly allowed: unknown;
  /** Follows the value in a sentence. */
  readonly text: string;
}

type Checked = { readonly value: unknown } | { readonly refusal: Refusal };

/** Longest text where a definition names no limit of its own; a description of a supplier has 20,000. */
const LONGEST_TEXT = 100_000;
const MOST_ITEMS = 500;

const ok = (value: unknown): Checked => ({ value });
const no = (reason: string, allowed: unknown, text: string): Checked => ({
  refusal: { reason, allowed, text },
});

/** The value as it is stored, numbers in one way of writing, or why it may not be. */
export const checkValue = (definition: ValueDefinition, value: unknown): Checked =>
  checks[definition.type](value, definition);

const checks: Readonly<Record<AttributeType, (value: unknown, definition: ValueDefinition) => Checked>> = {
  text: checkText,
  rich_text: checkText,
  number: (value, { rules }) => checkNumber(value, rules),
  measure: checkMeasure,
  boolean: (value) =>
    typeof value === 'boolean' ? ok(value) : no('type', [true, false], 'is neither true nor false'),
  date: (value, { rules }) => checkDate(value, rules),
  option: checkOption,
  multi_option: checkOptions,
  price: (value, { rules }) => checkPrice(value, rules),
  media: (value) =>
    typeof value === 'string' && (isUuid(value) || isWebAddress(value))
      ? ok(value)
      : no('type', 'an id of a file or an address', 'is neither the id of a file nor an http address'),
  reference: (value, { products }) =>
    typeof value === 'string' && products.includes(value.toLowerCase())
      ? ok(value.toLowerCase())
      : no('reference', 'the id of a product', 'is not the id of a product'),
  table: checkTable,
};

function checkText(
  value: unknown,
  { rules: { maxLength = LONGEST_TEXT, pattern } }: ValueDefinition,
): Checked {
  if (typeof value !== 'string' || value.trim() === '')
    return no('type', 'text', 'is no text; null takes a value away');
  const length = [...value].length;
  if (length > maxLength)
    return no('max_length', maxLength, `has ${length} characters, and may have ${maxLength}`);
  if (pattern !== undefined && !compilePattern(pattern).matches(value))
    return no('pattern', pattern, `does not match ${pattern}`);
  return ok(value);
}

function checkNumber(value: unknown, { min, max, decimals }: AttributeRules): Checked {
  if (!isDecimal(value)) return no('type', 'a decimal with a point, as text', 'is no number such as "2.5"');
  const number = canonicalDecimal(value);
  if (decimals !== undefined && placesOf(number) > decimals)
    return no('decimals', decimals, `has ${placesOf(number)} decimals, and may have ${decimals}`);
  if (min !== undefined && compareDecimals(number, min) < 0) return no('min', min, `is less than ${min}`);
  if (max !== undefined && compareDecimals(number, max) > 0) return no('max', max, `is more than ${max}`);
  return ok(number);
}

function checkMeasure(value: unknown, { rules, units }: ValueDefinition): Checked {
  const { amount, unit, ...more } = isObject(value) ? value : {};
  if (unit === undefined || Object.keys(more).length > 0)
    return no('type', { amount: '2.5', unit: rules.defaultUnit }, 'is no {"amount", "unit"}');
  const own = Object.hasOwn(units, String(unit)) ? units[String(unit)] : undefined;
  if (!own) return no('unit', Object.keys(units), `has no unit of ${String(rules.unitFamily)}`);
  const { min, max, ...rest } = rules;
  const plain = checkNumber(amount, rest);
  if ('refusal' in plain) return plain;
  const measure = { amount: String(plain.value), unit: own };
  const bound = (limit: string) => ({ amount: limit, unit: units[rules.defaultUnit ?? ''] ?? own });
  const shown = rules.defaultUnit ?? '';
  if (min !== undefined && compareMeasures(measure, bound(min)) < 0)
    return no('min', min, `is less than ${min} ${shown}`);
  if (max !== undefined && compareMeasures(measure, bound(max)) > 0)
    return no('max', max, `is more than ${max} ${shown}`);
  return ok({ amount: measure.amount, unit });
}

function checkDate(value: unknown, { min, max }: AttributeRules): Checked {
  const text = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
  const time = text === null ? Number.NaN : Date.parse(`${text}T00:00:00Z`);
  if (text === null || Number.isNaN(time) || !new Date(time).toISOString().startsWith(text))
    return no('type', 'a day such as 2026-11-26', 'is no day such as "2026-11-26"');
  if (min !== undefined && text < min) return no('min', min, `is before ${min}`);
  if (max !== undefined && text > max) return no('max', max, `is after ${max}`);
  return ok(text);
}

function checkOption(value: unknown, { options }: ValueDefinition): Checked {
  return typeof value === 'string' && options.includes(value)
    ? ok(value)
    : no('option', null, 'is none of its options');
}

function checkOptions(value: unknown, { options }: ValueDefinition): Checked {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ITEMS)
    return no('type', 'a list of options', `is no list of 1 to ${MOST_ITEMS} options`);
  const unknown = value.filter((one) => !options.includes(one as string));
  if (unknown.length > 0) return no('option', null, `has ${JSON.stringify(unknown[0])}, none of its options`);
  return ok([...new Set(value)]);
}

function checkPrice(value: unknown, rules: AttributeRules): Checked {
  const allowed = [{ amount: '12.50', currency: 'EUR' }];
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ITEMS)
    return no('type', allowed, 'is no list of prices');
  const prices: { amount: string; currency: string }[] = [];
  for (const entry of value as unknown[]) {
    const { amount, currency, ...more } = isObject(entry) ? entry : {};
    if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency) || Object.keys(more).length > 0)
      return no('currency', allowed, 'has an entry that is no {"amount", "currency"}');
    if (prices.some((price) => price.currency === currency))
      return no('currency', allowed, `has ${currency} twice`);
    const checked = checkNumber(amount, rules);
    if ('refusal' in checked) return checked;
    // As it was written: prices show their cents.
    prices.push({ amount: String(amount), currency });
  }
  return ok(prices);
}

function checkTable(value: unknown, { rules: { columns = [] } }: ValueDefinition): Checked {
  const fits =
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_ITEMS &&
    value.every(
      (row) =>
        isObject(row) &&
        Object.entries(row).every(([name, cell]) => columns.includes(name) && typeof cell === 'string'),
    );
  return fits
    ? ok(value)
    : no('columns', columns, `is no list of rows with texts under ${columns.join(', ')}`);
}

function isWebAddress(text: string): boolean {
  return text.length <= 2_000 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
