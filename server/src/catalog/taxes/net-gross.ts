import { canonicalDecimal } from '../attributes/decimal.ts';

export interface TaxedAmount {
  readonly amount: string;
  readonly taxIncluded: boolean;
}

export interface NetAndGross {
  readonly net: string;
  readonly gross: string;
  /** Gross less net, to the last digit. */
  readonly tax: string;
}

/** Digits after the point that prices of a currency have (ISO 4217). */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/**
 * A price without and with its tax, in whole numbers of its smallest digit. The amount that is given stays as it is;
 * the other one is rounded to the digits of the currency, halves up.
 * @param percent of the price without tax, a decimal such as 5.5
 */
export function netAndGross(
  { amount, taxIncluded }: TaxedAmount,
  percent: string,
  digits: number,
): NetAndGross {
  const given = canonicalDecimal(amount);
  const places = Math.max(digits, given.split('.')[1]?.length ?? 0);
  const rate = canonicalDecimal(percent);
  const ratePlaces = rate.split('.')[1]?.length ?? 0;
  const hundred = 100n * 10n ** BigInt(ratePlaces);
  const taxed = hundred + unitsOf(rate, ratePlaces);
  const units = unitsOf(given, places);
  const [over, under] = taxIncluded ? [units * hundred, taxed] : [units * taxed, hundred];
  // From units of the given amount to those of the currency, which are never smaller.
  const other = halfUp(over, under * 10n ** BigInt(places - digits)) * 10n ** BigInt(places - digits);
  const [net, gross] = taxIncluded ? [other, units] : [units, other];
  return {
    net: decimalOf(net, places, digits),
    gross: decimalOf(gross, places, digits),
    tax: decimalOf(gross - net, places, digits),
  };
}

const unitsOf = (text: string, places: number): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
};

const halfUp = (over: bigint, under: bigint): bigint => (2n * over + under) / (2n * under);

/** With the digits of the currency, and more where they are not zeros. */
function decimalOf(units: bigint, places: number, digits: number): string {
  const negative = units < 0n;
  const text = String(negative ? -units : units).padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places);
  const fraction = places === 0 ? '' : text.slice(-places);
  const kept = fraction.slice(0, digits) + fraction.slice(digits).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${kept === '' ? '' : `.${kept}`}`;
}
