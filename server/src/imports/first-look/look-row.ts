import { hash } from 'node:crypto';
import { foldText, mpnKey, type FieldRef } from '../../catalog/index.ts';
import type { MappedRow } from '../mapping/row-mapper.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';

/** A row as it is compared with those of other files. */
export interface LookRow {
  readonly line: number;
  /** 14 digits. */
  readonly gtin: string | null;
  /** Brand and part number in the form they are compared in. */
  readonly made: string | null;
  /** The supplier's own reference, which says nothing to others. */
  readonly own: string | null;
  readonly title: string | null;
  readonly titleKey: string | null;
  readonly brand: string | null;
  readonly brandKey: string | null;
  readonly mpn: string | null;
  readonly mpnKey: string | null;
  readonly weight: string | null;
  readonly hasImage: boolean;
  /** JSON list of `{basis, currency, tax, amount}`; null for none. */
  readonly prices: string | null;
}

/** Titles are shown to tell products apart; whole ones are not needed for that. */
const SHOWN = 200;

/** Letters and digits alone: "Vis, à bois" and "VIS A BOIS" are one title. */
const wordsOf = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const cut = (text: string | null | undefined): string | null => text?.slice(0, SHOWN) ?? null;

/** Compiles where the fields stand into a function that picks what is compared. */
export function createLookRows(fields: readonly FieldRef[], mapping: Mapping): (row: MappedRow) => LookRow {
  const at = (base: string): number => fields.findIndex((field) => field.base === base);
  const [gtin, brand, mpn, reference, sku, weight, image] = [
    'gtin',
    'brand',
    'mpn',
    'supplierReference',
    'sku',
    'weight',
    'image',
  ].map(at) as [number, number, number, number, number, number, number];
  const plainTitle = fields.findIndex(({ base, locale, channel }) => base === 'title' && !locale && !channel);
  // One in another language is shown where there is no other, and compared with none.
  const title = plainTitle >= 0 ? plainTitle : at('title');
  const money = moneyColumns(fields, mapping);
  return ({ line, values }) => {
    const value = (index: number): string | null => (index < 0 ? null : (values[index] ?? null));
    const [maker, part, name] = [value(brand), value(mpn), value(title)];
    const brandKey = maker === null ? null : wordsOf(maker) || null;
    const partKey = part === null ? null : mpnKey(part) || null;
    const prices = money.flatMap(({ index, ...price }) => {
      const amount = value(index);
      return amount === null ? [] : [{ ...price, amount }];
    });
    return {
      line,
      gtin: value(gtin),
      made: brandKey && partKey ? `${brandKey}\u001f${partKey}` : null,
      own: value(reference) ?? value(sku),
      title: cut(name),
      titleKey: plainTitle >= 0 && name !== null ? hash('md5', wordsOf(name)) : null,
      brand: cut(maker),
      brandKey,
      mpn: cut(part),
      mpnKey: partKey,
      weight: value(weight),
      hasImage: value(image) !== null,
      prices: prices.length > 0 ? JSON.stringify(prices) : null,
    };
  };
}

/** What is paid and what is asked are never compared with each other, nor with tax and without. */
function moneyColumns(fields: readonly FieldRef[], mapping: Mapping) {
  return fields.flatMap(({ name, base, part, currency }, index) => {
    const basis = base === 'cost' ? 'cost' : base === 'price' && part === 'sale' ? 'sale' : null;
    if (basis === null) return [];
    const tax = mapping.columns.find((column) => column.field.name === name)?.priceIncludesTax ?? null;
    return [{ index, basis, currency: currency!, tax: basis === 'cost' ? null : tax }];
  });
}
