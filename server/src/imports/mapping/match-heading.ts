import { foldText } from '../../catalog/index.ts';
import { aliases } from './aliases.ts';
import { isUnit } from './measures.ts';

interface Alias {
  readonly field: string;
  /** 0 is the best spelling of its field. */
  readonly rank: number;
}

const fillers = new Set(['de', 'du', 'd', 'des', 'la', 'le', 'les', 'l', 'of', 'the', 'der']);
const sameWord: ReadonlyMap<string, string> = new Map(
  Object.entries({
    no: 'n nr num numero number nummer',
    qty: 'qte quantity quantite menge',
    ref: 'reference referenz',
    item: 'art article artikel product produit produkt prod',
    min: 'mini minimum minimal minimale mindest',
    name: 'nom',
    price: 'prix preis',
    maker: 'manufacturer mfr mfg fabricant fabrikant hersteller constructeur',
    supplier: 'vendor fournisseur lieferant lieferanten',
    color: 'colour couleur farbe',
  }).flatMap(([word, others]) => others.split(' ').map((other) => [other, word] as const)),
);

const byHeading = new Map<string, Alias>();
/** The same by words in any order and any spelling of "number" or "article": `N° d'article`, `Artikel-Nr.` */
const byWords = new Map<string, Alias>();
for (const [field, list] of Object.entries(aliases)) {
  list.split('|').forEach((heading, rank) => {
    const alias = { field, rank };
    if (!byHeading.has(heading)) byHeading.set(heading, alias);
    const key = wordKey(heading);
    if (!byWords.has(key)) byWords.set(key, { field, rank: rank + 0.5 });
  });
}

const find = (words: string): Alias | undefined => byHeading.get(words) ?? byWords.get(wordKey(words));

/** Words of one meaning, and words without any. A single word stays what it is: "article" and "product" differ. */
function wordKey(heading: string): string {
  const words = heading.split(' ').filter((word) => !fillers.has(word));
  if (words.length < 2) return words.join(' ');
  return words
    .map((word) => sameWord.get(word) ?? word)
    .sort()
    .join(' ');
}

export interface Heading {
  /** What the heading names, without the words below. */
  readonly name: string;
  readonly currency: string | null;
  /** True for TTC, incl. VAT, brutto; false for HT, excl. VAT. */
  readonly taxIncluded: boolean | null;
  readonly unit: string | null;
}

const currencies: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['$', 'USD'],
  ['£', 'GBP'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ...['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'PLN', 'SEK', 'DKK', 'NOK', 'JPY', 'CZK'].map(
    (code) => [code.toLowerCase(), code] as const,
  ),
]);
const includes =
  /\b(ttc|tvac|inc(?:l(?:uding|us)?)?(?: (?:vat|tax(?:es)?|tva|mw ?st|btw))?|tax incl(?:uded)?|(?:vat|tva|mw ?st) incl(?:uded|use)?|inkl(?:usive)?(?: mw ?st)?|brutto|gross)\b/;
const excludes =
  /\b(ht|htva|hors taxes?|excl(?:uding)?(?: (?:vat|tax(?:es)?|tva|mw ?st))?|tax excl(?:uded)?|ex(?: vat| tax)|exkl(?:usive)?(?: mw ?st)?|zzgl mw ?st|ohne mw ?st|netto)\b/;
const priceWords =
  /\b(prix|price|preis|tarif|pv|pvc|pvp|pp|ppc|pu|pa|vk|ek|uvp|rrp|srp|msrp|cost|cout|achat|montant|net)\b/;

/** Words of a heading: camelCase, P.U. and glued tax words taken apart. */
function wordsOf(text: string): string {
  const spaced = text
    .replace(/ß/g, 'ss')
    .replace(/№/g, ' no ')
    .replace(/\b([A-Za-z])\.\s?(?=[A-Za-z]\b)/g, '$1')
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ');
  return foldText(spaced)
    .replace(/[^a-z0-9€$£]+/g, ' ')
    .trim()
    .replace(/\b(pa|pu|pv|pvc|pp|ppc|prix|tarif|montant)(ht|ttc)\b/g, '$1 $2');
}

/** Takes a heading apart: `Prix TTC (€)` is `prix` in EUR with tax. */
function readHeading(text: string): Heading {
  let words = wordsOf(text);
  const last = words.slice(words.lastIndexOf(' ') + 1);
  if (find(words))
    return { name: words, currency: null, taxIncluded: null, unit: isUnit(last) ? last : null };
  let taxIncluded: boolean | null = null;
  // Only headings of prices lose these words, so "gross weight" keeps its own.
  const bare = words.replace(includes, ' ').replace(excludes, ' ');
  if (bare !== words && priceWords.test(words)) {
    const [with_, without] = [includes.test(words), excludes.test(words)];
    taxIncluded = with_ === without ? null : with_;
    words = bare;
  }
  return { ...withoutUnits(words), taxIncluded };
}

function withoutUnits(words: string): { name: string; currency: string | null; unit: string | null } {
  let [currency, unit]: [string | null, string | null] = [null, null];
  const kept = words.split(' ').filter((word, index) => {
    if (currencies.has(word)) currency = currencies.get(word)!;
    else if (index > 0 && isUnit(word)) unit = word;
    // A unit follows what it measures: "in stock" has none.
    else return word !== '';
    return false;
  });
  const name = kept.join(' ');
  return { name: unit ? name.replace(/ (?:in|en)$/, '') : name, currency, unit };
}

/** A marketplace's notes in brackets, as in `Categories (x;y;z...)`, say nothing about the field. */
const withoutNotes = (text: string): string => text.replace(/\([^)]*\)/g, ' ').trim();

export interface HeadingMatch extends Heading {
  readonly field: string;
  readonly rank: number;
}

const measured = new Set(['weight', 'length', 'width', 'height']);

export function matchHeading(text: string): HeadingMatch | null {
  // No heading is longer; the patterns above are not for texts.
  if (text.length > 200) return null;
  const whole = readHeading(text);
  for (const form of [text, withoutNotes(text), text.replace('#', ' no ')]) {
    const heading = form === text ? whole : readHeading(form);
    const found = find(heading.name);
    if (!found) continue;
    const unit = heading.unit ?? whole.unit;
    // "Size M" is no size.
    if (unit !== null && !measured.has(found.field)) return null;
    const currency = heading.currency ?? whole.currency;
    return { ...heading, ...found, currency, unit, taxIncluded: heading.taxIncluded ?? whole.taxIncluded };
  }
  return null;
}

export const hasAlias = (text: string): boolean => matchHeading(text) !== null;
