/** Long enough for a title, short enough for an address that people read. */
const LONGEST = 80;

/** Letters that do not come apart into a base letter and marks. */
const letters: Readonly<Record<string, string>> = {
  ...pairs('ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ı=i ħ=h ŋ=n ĸ=k ŧ=t ə=e'),
  ...pairs('α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch'),
  ...pairs('ψ=ps ω=o а=a б=b в=v г=g ґ=g д=d ђ=dj е=e є=ie ж=zh з=z и=i й=y і=i ј=j к=k л=l љ=lj м=m н=n'),
  ...pairs('њ=nj о=o п=p р=r с=s т=t ћ=c у=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya'),
  '&': ' and ',
  '€': ' euro ',
  '£': ' pound ',
  '½': ' 1 2 ',
};
/** German writes its umlauts out where it has none. */
const german: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
const joined: Readonly<Record<string, string>> = { de: 'und', fr: 'et', es: 'y', it: 'e', nl: 'en', pt: 'e' };

/**
 * The words of a text in Latin letters and digits, with a dash between them; '' where nothing of it can be written so.
 * @param locale '' where it is not known
 */
export function slugOf(text: string, locale: string): string {
  const language = locale.split('-')[0]!;
  const own = { ...letters, ...(language === 'de' ? german : {}) };
  if (joined[language]) own['&'] = ` ${joined[language]} `;
  const latin = [...text.normalize('NFC').toLowerCase()].map((letter) => own[letter] ?? spell(letter, own));
  const words = latin
    .join('')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return cut(words);
}

/** A letter without its marks, which may itself be one to be written out. */
const spell = (letter: string, own: Readonly<Record<string, string>>): string =>
  [...letter.normalize('NFKD').replace(/\p{M}+/gu, '')].map((base) => own[base] ?? base).join('');

/** Behind the last whole word that has room. */
function cut(words: string): string {
  if (words.length <= LONGEST) return words;
  const end = words.lastIndexOf('-', LONGEST);
  return words.slice(0, end > 0 ? end : LONGEST);
}

export const isSlug = (text: string): boolean => text.length <= 200 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

/** What slugs that differ in their number only have in common. */
export const stemOf = (slug: string): string => slug.replace(/(-\d+)+$/, '');

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split(' ').map((pair) => pair.split('=') as [string, string]));
}
