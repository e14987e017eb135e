/** Formats of numbers that show a date or a time, by their built-in numbers (ECMA-376 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Without what stands in quotes, behind a backslash or in brackets, `y m d h s` are left of dates alone. */
const dateLetters = /[ymdhs]/i;

export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.has(id);
  const bare = code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_./gi, '').split(';')[0]!;
  return !/general/i.test(bare) && dateLetters.test(bare);
}

/** `00000000` shows leading zeros that the number does not have. @returns how many digits it shows at least */
export const zeroPadding = (code: string | undefined): number =>
  code !== undefined && /^0{2,20}$/.test(code) ? code.length : 0;

/**
 * A stored number as its digits, without an exponent. Excel keeps 15 significant digits (its specification of
 * limits); the 16th and 17th are the error of the binary form: `12.300000000000001` is 12.3.
 */
export function shownNumber(stored: string): string {
  const value = Number(stored);
  if (stored === '' || !Number.isFinite(value)) return stored;
  if (Number.isSafeInteger(value)) return String(value);
  const [mantissa, exponent = '0'] = value.toPrecision(15).split('e') as [string, string?];
  return shifted(mantissa, Number(exponent));
}

function shifted(mantissa: string, exponent: number): string {
  const negative = mantissa.startsWith('-');
  const [whole, part = ''] = mantissa.replace('-', '').split('.') as [string, string?];
  const point = whole.length + exponent;
  const digits = whole + part;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const decimals = padded.slice(at).replace(/0+$/, '');
  return `${negative ? '-' : ''}${padded.slice(0, at).replace(/^0+(?=\d)/, '')}${decimals ? `.${decimals}` : ''}`;
}

const DAY_MS = 86_400_000;
/** Day 0 of the two systems. In that of 1900 the 29th of February 1900 counts, which there was not. */
const EPOCHS = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** `2026-03-14`, with the time where there is one; a time alone is `08:30:00`. */
export function shownDate(stored: string, system: 1900 | 1904): string {
  const days = Number(stored);
  if (!Number.isFinite(days) || days < 0 || days > 2_958_465) return stored;
  const early = system === 1900 && days > 0 && days < 60 ? 1 : 0;
  const iso = new Date(EPOCHS[system] + Math.round((days + early) * DAY_MS)).toISOString();
  const [date, time] = [iso.slice(0, 10), iso.slice(11, 19)];
  if (days < 1 && days > 0) return time;
  return time === '00:00:00' ? date : `${date} ${time}`;
}

/** `BC12` -> 54, from 0. */
export function columnOfReference(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}
