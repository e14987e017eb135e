/** Cents as an amount with two decimals behind the sign. */
export const amount = (cents: number, sign: ',' | '.'): string =>
  `${Math.trunc(cents / 100)}${sign}${String(cents % 100).padStart(2, '0')}`;

/** The code with another check digit: what a person who typed it in would have. */
export function withWrongDigit(gtin: string): string {
  const digit = (Number(gtin.at(-1)) + 3) % 10;
  return `${gtin.slice(0, -1)}${digit}`;
}
