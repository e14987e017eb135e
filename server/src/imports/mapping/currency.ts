const signs: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['$', 'USD'],
  ['us$', 'USD'],
  ['£', 'GBP'],
  ['fr.', 'CHF'],
  ['¥', 'JPY'],
  ['zł', 'PLN'],
  ['kč', 'CZK'],
  ...['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'PLN', 'SEK', 'DKK', 'NOK', 'JPY', 'CZK'].map(
    (code) => [code.toLowerCase(), code] as const,
  ),
]);

// A sign may touch the digits, so no word border is asked for.
const sign = String.raw`US\$|\$|€|£|¥|EUROS?|USD|EUR|GBP|CHF|CAD|PLN|SEK|DKK|NOK|JPY|CZK|Fr\.|zł|Kč`;
const before = new RegExp(String.raw`^([+-]?)\s*(${sign})\s*(?=[-+.,\d])`, 'i');
const behind = new RegExp(String.raw`\s*(${sign})$`, 'i');
/** `12,-` and `12.--` have no cents. */
const noCents = /(\d)[.,](?:-{1,2}|–|—)$/;
const bareNumber = /^[-+\d.,\s]*\d$/;

/** Takes a currency's sign or code off one end of an amount. */
export function withoutCurrency(text: string): { text: string; currency: string | null } {
  if (bareNumber.test(text)) return { text, currency: null };
  const [start, end] = [before.exec(text), behind.exec(text)];
  const named = start?.[2] ?? end?.[1];
  let bare = text;
  if (start) bare = text.replace(before, '$1');
  else if (end) bare = text.slice(0, end.index);
  return {
    text: bare.replace(noCents, '$1'),
    currency: named === undefined ? null : (signs.get(named.toLowerCase()) ?? null),
  };
}

/** The one currency that amounts name themselves; null where none or several do. */
export function currencyOfAll(values: readonly string[]): string | null {
  const named = new Set(values.map((value) => withoutCurrency(value.trim()).currency));
  named.delete(null);
  const [only] = named;
  return named.size === 1 && only ? only : null;
}
