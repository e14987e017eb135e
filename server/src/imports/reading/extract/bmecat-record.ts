import type { NamedValues } from './column-list.ts';
import { languageSuffix, type XmlElement } from './flatten-element.ts';

/** What BMEcat's price types mean (BMEcat 2005, 3.1.2.2 "price_type"), in the words of a heading. */
const priceHeadings: Readonly<Record<string, string>> = {
  net_customer: 'Cost (net_customer)',
  net_customer_exp: 'Cost (net_customer_exp)',
  net_list: 'Price excl. tax (net_list)',
  gros_list: 'Price incl. tax (gros_list)',
  nrp: 'RRP (nrp)',
};

const child = (element: XmlElement, pattern: RegExp): XmlElement | undefined =>
  element.children.find(({ name }) => pattern.test(name));
const textOf = (element: XmlElement | undefined): string => element?.text.trim() ?? '';

/**
 * An ARTICLE (1.01, 1.2) or PRODUCT (2005) as one row: details by their own names, features by `FEATURE <name>`,
 * prices by type and currency.
 */
export function readBmecatRecord(record: XmlElement): NamedValues {
  const values = new Map<string, string[]>();
  const add = (name: string, text: string): void => {
    if (text === '') return;
    const known = values.get(name);
    if (known) known.push(text);
    else values.set(name, [text]);
  };
  for (const part of record.children) {
    if (part.name.endsWith('_FEATURES')) readFeatures(part, add);
    else if (part.name.endsWith('_PRICE_DETAILS')) readPrices(part, values, add);
    else if (part.name === 'MIME_INFO') readPictures(part, add);
    else if (part.name.endsWith('_DETAILS'))
      for (const detail of part.children) add(detailName(detail), textOf(detail));
    else if (part.children.length === 0) add(part.name, textOf(part));
  }
  return values;
}

/** DESCRIPTION_SHORT is what a product is called; "short description" means another field elsewhere. */
function detailName(detail: XmlElement): string {
  const suffix = languageSuffix(detail);
  if (detail.name === 'DESCRIPTION_SHORT') return `TITLE (DESCRIPTION_SHORT)${suffix}`;
  if (detail.name === 'INTERNATIONAL_PID' && /^(ean|gtin)$/i.test(detail.attributes['type'] ?? 'gtin'))
    return 'EAN';
  return detail.name + suffix;
}

type Add = (name: string, text: string) => void;

function readFeatures(features: XmlElement, add: Add): void {
  for (const feature of features.children) {
    if (feature.name !== 'FEATURE') continue;
    const template = child(feature, /^FTEMPLATE$/);
    const name = textOf(child(feature, /^FNAME$/)) || textOf(template && child(template, /^FT_NAME$/));
    if (name === '') continue;
    const unit = textOf(child(feature, /^FUNIT$/));
    const texts = feature.children.filter((value) => value.name === 'FVALUE').map(textOf);
    const details = textOf(child(feature, /^FVALUE_DETAILS$/));
    for (const text of texts.length > 0 ? texts : [details])
      add(`FEATURE ${name}`, text && unit ? `${text} ${unit}` : text);
  }
}

/** Prices for single pieces; of two of one kind, as for two periods, the second bears its number. */
function readPrices(details: XmlElement, values: ReadonlyMap<string, unknown>, add: Add): void {
  for (const price of details.children) {
    if (!/^(ARTICLE|PRODUCT)_PRICE$/.test(price.name)) continue;
    const type = price.attributes['price_type'] ?? '';
    const currency = textOf(child(price, /^PRICE_CURRENCY$/));
    const from = textOf(child(price, /^LOWER_BOUND$/));
    const tiered = from !== '' && Number(from.replace(',', '.')) > 1 ? ` from ${from}` : '';
    const base = `${priceHeadings[type] ?? `Price (${type || 'unnamed'})`}${currency ? ` ${currency}` : ''}${tiered}`;
    let name = base;
    for (let number = 2; values.has(name); number++) name = `${base} no. ${number}`;
    add(name, textOf(child(price, /^PRICE_AMOUNT$/)));
  }
}

function readPictures(info: XmlElement, add: Add): void {
  for (const picture of info.children) {
    const source = textOf(child(picture, /^MIME_SOURCE$/));
    const type = textOf(child(picture, /^MIME_TYPE$/)).toLowerCase();
    const purpose = textOf(child(picture, /^MIME_PURPOSE$/));
    if (/^image\/|^jpe?g$|^png$/.test(type) && !/^(thumbnail|icon|logo)$/.test(purpose)) add('IMAGE', source);
    else add('MIME_SOURCE', source);
  }
}
