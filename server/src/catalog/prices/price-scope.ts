import { canonicalDecimal } from '../attributes/decimal.ts';

/** Where, from how many and when a price holds; without any of it, it holds everywhere and always. */
export interface PriceScope {
  readonly channel: string | null;
  readonly minQuantity: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface PricePlace extends PriceScope {
  readonly type: string;
  readonly currency: string;
}

export const isPlain = ({ channel, minQuantity, validFrom, validTo }: PriceScope): boolean =>
  channel === null && minQuantity === '1' && validFrom === null && validTo === null;

/** What may be left out of a scope is filled in; quantities are written one way. */
export const scopeOf = (given: {
  readonly channel?: string | null;
  readonly minQuantity?: string;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}): PriceScope => ({
  channel: given.channel ?? null,
  minQuantity: canonicalDecimal(given.minQuantity ?? '1'),
  validFrom: given.validFrom ?? null,
  validTo: given.validTo ?? null,
});

/** A scope as the history writes it behind `price.sale:EUR`: `;min=10;from=2026-12-01T00:00:00Z;to=…/amazon`. */
const textOf = ({ channel, minQuantity, validFrom, validTo }: PriceScope): string =>
  [
    minQuantity === '1' ? '' : `;min=${minQuantity}`,
    validFrom === null ? '' : `;from=${validFrom}`,
    validTo === null ? '' : `;to=${validTo}`,
    channel === null ? '' : `/${channel}`,
  ].join('');

/** The name of a price in the history. */
export const priceFieldOf = (price: PricePlace): string =>
  `price.${price.type}:${price.currency}${textOf(price)}`;

const named =
  /^price\.(\w+):([A-Z]{3})((?:;min=([\d.]+))?(?:;from=([\dT:Z-]+))?(?:;to=([\dT:Z-]+))?(?:\/([a-z0-9_-]+))?)$/;

/** The price that a name of the history means, with the text of its scope; null for any other name. */
export function parsePriceField(name: string): (PricePlace & { readonly scope: string }) | null {
  const [, type, currency, scope = '', minQuantity = '1', validFrom, validTo, channel] =
    named.exec(name) ?? [];
  if (type === undefined || currency === undefined) return null;
  return {
    type,
    currency,
    scope,
    minQuantity,
    validFrom: validFrom ?? null,
    validTo: validTo ?? null,
    channel: channel ?? null,
  };
}

/** A moment that there is: the pattern of a schema lets the 30th of February through. */
function isMoment(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}

/** Moments that there are, the end behind the beginning. */
export function isValidity({ validFrom, validTo }: Pick<PriceScope, 'validFrom' | 'validTo'>): boolean {
  const moments = [validFrom, validTo].filter((moment) => moment !== null);
  return moments.every(isMoment) && (moments.length < 2 || moments[0]! < moments[1]!);
}
