import { MAX_NUMBER_CHARACTERS, parseDecimal, type DecimalSign, type Parsed } from './values.ts';

interface Unit {
  /** The unit is `times` / 10^`places` of the base unit; whole numbers, so that nothing is lost to floats. */
  readonly times: bigint;
  readonly places: number;
}

const unit = (times: number, places: number, ...names: string[]): [string, Unit][] =>
  names.map((name) => [name, { times: BigInt(times), places }]);

const kilograms = new Map<string, Unit>([
  ...unit(1, 0, 'kg', 'kgs', 'kilo', 'kilos', 'kilogram', 'kilograms', 'kilogramme', 'kilogrammes'),
  ...unit(1, 3, 'g', 'gr', 'gram', 'grams', 'gramme', 'grammes', 'gramm'),
  ...unit(1, 6, 'mg'),
  ...unit(1_000, 0, 't'),
  // International avoirdupois pound and ounce, exact by definition.
  ...unit(45_359_237, 8, 'lb', 'lbs', 'pound', 'pounds'),
  ...unit(28_349_523_125, 12, 'oz', 'ounce', 'ounces'),
]);

const centimetres = new Map<string, Unit>([
  ...unit(1, 0, 'cm'),
  ...unit(1, 1, 'mm'),
  ...unit(100, 0, 'm'),
  ...unit(254, 2, 'in', 'inch', 'inches', '"'),
]);

const withUnit = /^(.*?\d.*?)\s*([a-z]+|")\.?$/i;
const MAX_DECIMALS = 9;

/** Kilograms; the unit stands behind the number, else it is the heading's, else kg. */
export const parseWeight = (text: string, sign: DecimalSign, heading: string | null): Parsed =>
  parseMeasure(text, sign, heading, kilograms, 'kg');

/** Centimetres, in the same way. */
export const parseLength = (text: string, sign: DecimalSign, heading: string | null): Parsed =>
  parseMeasure(text, sign, heading, centimetres, 'cm');

export const isUnit = (text: string): boolean => kilograms.has(text) || centimetres.has(text);

function parseMeasure(
  text: string,
  sign: DecimalSign,
  heading: string | null,
  units: ReadonlyMap<string, Unit>,
  base: string,
): Parsed {
  // The pattern below tries each digit as the last one: not for texts.
  if (text.length > MAX_NUMBER_CHARACTERS) return { cause: 'not_a_number' };
  const match = withUnit.exec(text);
  const parsed = parseDecimal(match?.[1] ?? text, sign);
  if (!('value' in parsed)) return parsed;
  const found = units.get((match?.[2] ?? heading ?? base).toLowerCase());
  return found ? { value: convert(parsed.value, found) } : { cause: 'unknown_unit' };
}

function convert(value: string, { times, places }: Unit): string {
  if (places === 0 && times === 1n) return value;
  const [whole = '0', decimals = ''] = value.replace('-', '').split('.');
  const scale = decimals.length + places;
  const digits = (BigInt(whole + decimals) * times).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const rest = digits.slice(cut).slice(0, MAX_DECIMALS).replace(/0+$/, '');
  return `${value.startsWith('-') ? '-' : ''}${digits.slice(0, cut)}${rest ? `.${rest}` : ''}`;
}
