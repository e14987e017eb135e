/** A decimal as a person or a program writes it; the limit keeps comparisons cheap. */
const decimal = /^-?\d{1,30}(\.\d{1,30})?$/;

export const isDecimal = (text: unknown): text is string => typeof text === 'string' && decimal.test(text);

/** One way to write a number: no zeros before it or behind its decimals, no minus zero. */
export function canonicalDecimal(text: string): string {
  const [, minus = '', whole = '0', places = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const number = places === '' ? whole : `${whole}.${places}`;
  return number === '0' ? '0' : `${minus}${number}`;
}

/** Equal, however many zeros they are written with. */
export const sameDecimal = (a: string, b: string): boolean => canonicalDecimal(a) === canonicalDecimal(b);

export const placesOf = (text: string): number => canonicalDecimal(text).split('.')[1]?.length ?? 0;

/** A fraction of whole numbers: exact, whatever is multiplied. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

function fractionOf(text: string): Fraction {
  const [whole = '0', places = ''] = text.split('.');
  return { over: BigInt(whole + places), under: 10n ** BigInt(places.length) };
}

const compareFractions = (a: Fraction, b: Fraction): number => {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** -1, 0 or 1. */
export const compareDecimals = (a: string, b: string): number =>
  compareFractions(fractionOf(a), fractionOf(b));

/** How a unit converts to the base of its family: (amount + shift) * numerator / denominator. */
export interface UnitConversion {
  readonly numerator: string;
  readonly denominator: string;
  readonly shift: string;
}

export interface Measure {
  readonly amount: string;
  readonly unit: UnitConversion;
}

/** Of two measures of one family, whatever their units. */
export const compareMeasures = (a: Measure, b: Measure): number => compareFractions(inBase(a), inBase(b));

function inBase({ amount, unit }: Measure): Fraction {
  const [value, shift] = [fractionOf(amount), fractionOf(unit.shift)];
  const [times, by] = [fractionOf(unit.numerator), fractionOf(unit.denominator)];
  const over = value.over * shift.under + shift.over * value.under;
  return { over: over * times.over * by.under, under: value.under * shift.under * times.under * by.over };
}
