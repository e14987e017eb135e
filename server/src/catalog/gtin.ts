export type GtinResult =
  | { readonly ok: true; readonly gtin: string; readonly repaired: boolean }
  | {
      readonly ok: false;
      readonly cause: 'gtin.check_digit' | 'gtin.length' | 'gtin.not_a_number' | 'gtin.digits_lost';
      readonly suggestion: string | null;
    };

/** Weights 3 and 1 in turn from the digit left of the check digit (GS1 General Specifications, 7.9). */
export function hasValidCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 2, weight = 3; i >= 0; i--, weight = 4 - weight)
    sum += (digits.charCodeAt(i) - 48) * weight;
  return (10 - (sum % 10)) % 10 === digits.charCodeAt(digits.length - 1) - 48;
}

const plain = /^\d+$/;
const lengths = new Set([8, 12, 13, 14]);

/**
 * Brings a GTIN of 8, 12, 13 or 14 digits to its 14-digit form.
 * `repaired` where a spreadsheet had cut leading zeros and putting them back gives a valid code: nothing is guessed.
 */
export function checkGtin(text: string): GtinResult {
  let digits = text;
  if (!plain.test(digits)) {
    // A number column written with decimals: the zeros are no digits of the code.
    digits = digits.trim().replace(/[.,]0{1,2}$/, '');
    digits = digits.replace(/[\s\u200b.-]/g, '');
    if (/^\d+(?:[.,]\d+)?E\+?\d+$/i.test(text.trim()))
      return { ok: false, cause: 'gtin.digits_lost', suggestion: null };
    // A text mark of spreadsheets before the digits.
    digits = digits.replace(/^['=]+/, '').replace(/"/g, '');
    if (!plain.test(digits)) return { ok: false, cause: 'gtin.not_a_number', suggestion: null };
  }
  // All zeros have a right check digit and stand for "none" in many exports.
  if (/^0+$/.test(digits)) return { ok: false, cause: 'gtin.length', suggestion: null };
  if (lengths.has(digits.length)) {
    if (hasValidCheckDigit(digits)) return { ok: true, gtin: digits.padStart(14, '0'), repaired: false };
    // A GTIN-14 or EAN-13 written with zeros in front of a shorter code has the same sum, so nothing is left to try.
    return {
      ok: false,
      cause: 'gtin.check_digit',
      suggestion: digits.slice(0, -1) + checkDigit(digits.slice(0, -1)),
    };
  }
  // EAN-13 and UPC-A that begin with zeros lose them in a spreadsheet; shorter rests are too likely to be chance.
  if (digits.length >= 9 && digits.length <= 11 && hasValidCheckDigit(digits)) {
    return { ok: true, gtin: digits.padStart(14, '0'), repaired: true };
  }
  if (digits.length === 7 && hasValidCheckDigit(digits))
    return { ok: true, gtin: digits.padStart(14, '0'), repaired: true };
  return { ok: false, cause: 'gtin.length', suggestion: null };
}

function checkDigit(body: string): string {
  let sum = 0;
  for (let i = body.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight)
    sum += (body.charCodeAt(i) - 48) * weight;
  return String((10 - (sum % 10)) % 10);
}
