import { foldText } from '../../catalog/index.ts';
import { withoutCurrency } from './currency.ts';

/** Parsers of single cells. Each gives canonical text, or the cause why there is none. */
export type Parsed = { readonly value: string } | { readonly cause: string };

export type DecimalSign = ',' | '.';

const marks = /[\s'’]/g;
/** Blanks and apostrophes part thousands and nothing else: `1 2 3` is no number. */
const grouped = /^[+-]?\s?\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d*)?$/;
const numeric = /^[+-]?\d+(?:\.\d+)?$/;

/** numeric(15, 6) holds every price and quantity there is; more digits are a mistake of the file. */
/** No number is longer, and the patterns below are not for texts. */
export const MAX_NUMBER_CHARACTERS = 64;
const MAX_INTEGER_DIGITS = 15;
const MAX_DECIMALS = 6;

/**
 * Reads a decimal in any European or American writing: `1 234,56`, `1.234,56`, `1,234.56`, `2,849,83`.
 * @param sign what a single mark before exactly three digits is in this column: `1,234` is 1.234 or 1234
 */
export function parseDecimal(text: string, sign: DecimalSign): Parsed {
  const simple = simpleDecimal(text, sign);
  if (simple !== null) return { value: simple };
  if (text.length > MAX_NUMBER_CHARACTERS) return { cause: 'not_a_number' };
  const bare = withoutCurrency(text.trim().replace(/^['’]/, '')).text.trim();
  if (/\d[\s'’]/.test(bare) && !grouped.test(bare)) return { cause: 'not_a_number' };
  // A mark alone is no zero.
  if (!/\d/.test(bare)) return { cause: 'not_a_number' };
  let digits = bare.replace(marks, '');
  const lastComma = digits.lastIndexOf(',');
  const lastPoint = digits.lastIndexOf('.');
  const last = Math.max(lastComma, lastPoint);
  if (last >= 0) {
    const mark = digits[last]!;
    const other = mark === ',' ? '.' : ',';
    const after = digits.length - last - 1;
    const repeated = digits.indexOf(mark) !== last;
    const isDecimal =
      digits.includes(other) && digits.indexOf(other) < last
        ? !repeated || after !== 3
        : repeated
          ? after !== 3
          : after !== 3 || mark === sign || digits.replace(/^[+-]/, '').startsWith(`0${mark}`);
    const thousands = digits.slice(0, last).replace(/^[+-]/, '');
    // Marks before the last one part thousands, or the text is no number (a date, an address).
    if (/[.,]/.test(thousands) && !/^\d{1,3}(?:[.,]\d{3})+$/.test(thousands))
      return { cause: 'not_a_number' };
    const whole = digits.slice(0, last).replace(/[.,]/g, '');
    digits = isDecimal
      ? `${whole === '' || whole === '-' ? `${whole}0` : whole}.${digits.slice(last + 1)}`
      : whole + digits.slice(last + 1);
    if (digits.endsWith('.')) digits = digits.slice(0, -1);
  }
  if (!numeric.test(digits)) return { cause: 'not_a_number' };
  const [whole = '', decimals = ''] = digits.replace(/^[+-]/, '').split('.');
  if (whole.replace(/^0+/, '').length > MAX_INTEGER_DIGITS || decimals.length > MAX_DECIMALS + 6)
    return { cause: 'out_of_range' };
  const negative = digits.startsWith('-') && /[1-9]/.test(digits);
  return {
    value: `${negative ? '-' : ''}${stripZeros(whole)}${decimals ? `.${decimals.slice(0, MAX_DECIMALS)}` : ''}`,
  };
}

/** Digits with one decimal mark at most, nine tenths of all cells; null for anything else. */
function simpleDecimal(text: string, sign: DecimalSign): string | null {
  if (text.length > MAX_INTEGER_DIGITS || text.length === 0) return null;
  let mark = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) continue;
    if (mark >= 0 || i === 0 || (code !== 44 && code !== 46)) return null;
    mark = i;
  }
  // A leading zero, or three digits behind a mark that may part thousands, is for the careful way.
  if (text.charCodeAt(0) === 48 && mark !== 1 && text.length > 1) return null;
  if (mark < 0) return text;
  const after = text.length - mark - 1;
  if (after === 0 || after > MAX_DECIMALS || (after === 3 && text[mark] !== sign)) return null;
  return text[mark] === '.' ? text : `${text.slice(0, mark)}.${text.slice(mark + 1)}`;
}

const stripZeros = (whole: string): string => whole.replace(/^0+(?=\d)/, '');

/** `1,5kg` says what its mark is as `1,5` does. */
const unitBehind = /(?<=\d)[a-zµ"]{1,10}\.?$/i;

/** What a mark before exactly three digits means, judged by a column's other values; null when they do not say. */
export function decimalSignOf(values: readonly string[]): DecimalSign | null {
  let [commas, points] = [0, 0];
  for (const value of values) {
    if (value.length > MAX_NUMBER_CHARACTERS) continue;
    const text = withoutCurrency(value.trim()).text.replace(marks, '').replace(unitBehind, '');
    const match = /([.,])(\d+)$/.exec(text);
    if (!match) continue;
    const [, mark, after] = match;
    const before = text.slice(0, match.index);
    if (after!.length === 3 && !before.includes(mark === ',' ? '.' : ',') && before !== '0') continue;
    if (mark === ',') commas++;
    else points++;
  }
  if (commas === points) return null;
  return commas > points ? ',' : '.';
}

/** Where no number says it: files parted by `;` are, for the most part, of countries that write a comma. */
export const usualSign = (delimiter: string): DecimalSign => (delimiter === ';' ? ',' : '.');

/** Folded words, so accents and case do not matter. */
const statusWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    active:
      '1|true|yes|y|oui|o|ja|vrai|wahr|on|active|actif|aktiv|aktiviert|enabled|enable|published|publie|visible|en ligne|online|available|disponible|veroffentlicht',
    draft:
      '0|-1|false|no|n|non|nein|faux|falsch|off|draft|brouillon|entwurf|inactive|inactif|inaktiv|desactive|deaktiviert|disabled|unpublished|non publie|hidden|hors ligne|offline|private',
    archived: 'archived|archive|archiviert|discontinued|obsolete|supprime|arrete|eingestellt|deleted',
  }).flatMap(([status, words]) => words.split('|').map((word) => [word, status] as const)),
);

export function parseStatus(text: string): Parsed {
  const value = statusWords.get(foldText(text));
  return value ? { value } : { cause: 'unknown_status' };
}

/** What shops call products that stand alone, have variants, or are one of them; a list of words counts its first. */
const typeWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    simple: 'simple standalone virtual downloadable external affiliate grouped einfach einzelartikel',
    model:
      'model modele configurable variable parent master variant_group product_model vaterartikel hauptartikel',
    variant: 'variant variation variante child enfant declinaison combination kind kindartikel',
    bundle: 'bundle kit lot set',
  }).flatMap(([type, words]) => words.split(' ').map((word) => [word, type] as const)),
);

/** `simple`, `model`, `variant` or `bundle`. */
export function parseProductType(text: string): Parsed {
  const value = typeWords.get(foldText(text.split(',')[0]!).replaceAll(' ', '_'));
  return value ? { value } : { cause: 'unknown_type' };
}

/** Where a list's cell is cut: the first of these that is not the file's delimiter and stands in the cell. */
const listMarks = ['|', ';', ','] as const;
/** The `;` that ends an HTML entity (`Home &amp; Garden`) cuts nothing. */
const cuts = { '|': /\|/, ';': /(?<!&#?\w{1,8});/, ',': /,/ } as const;

const markOf = (text: string, delimiter: string) =>
  listMarks.find((candidate) => candidate !== delimiter && cuts[candidate].test(text));

/** The entries of a list's cell, trimmed; separated by `|`, `;` or `,` where no other separator is given. */
export function splitList(text: string, delimiter: string, separator?: string): string[] {
  const mark = markOf(text, delimiter);
  const cut = separator ?? (mark && cuts[mark]);
  const parts = cut === undefined ? [text] : text.split(cut);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Category paths, canonical `A > B`; separated by `|`, `;` or `,`. */
export function parseCategories(text: string, delimiter: string, separator?: string): string[] {
  const mark = markOf(text, delimiter);
  // Within a path a comma is part of a name ("Vêtements, chaussures > Pulls"), but not when each part is a path.
  const parts =
    separator !== undefined
      ? text.split(separator)
      : mark === undefined || (mark === ',' && isOnePath(text))
        ? [text]
        : text.split(cuts[mark]);
  const paths = parts.map((part) =>
    part
      .split(/\s*>\s*/)
      .map((name) => name.trim().replace(/\s+/g, ' '))
      .filter((name) => name !== '')
      .join(' > '),
  );
  return [...new Set(paths.filter((path) => path !== ''))];
}

/** Two paths side by side have the sign twice around a comma; one path with a comma in a name has it on one side. */
function isOnePath(text: string): boolean {
  const parts = text.split(',');
  return text.includes('>') && parts.some((part) => !part.includes('>'));
}
