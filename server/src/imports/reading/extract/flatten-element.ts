import type { NamedValues } from './column-list.ts';
import { localName } from './sax-stream.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: XmlElement[];
}

/** ISO 639-2 as BMEcat writes it -> ISO 639-1 as headings do. */
const languages: Readonly<Record<string, string>> = {
  deu: 'de',
  ger: 'de',
  eng: 'en',
  fra: 'fr',
  fre: 'fr',
  ita: 'it',
  spa: 'es',
  nld: 'nl',
  dut: 'nl',
  por: 'pt',
};

/** `-de` of an element in a language of its own. */
export function languageSuffix({ attributes }: XmlElement): string {
  const tag = (attributes['xml:lang'] ?? attributes['lang'] ?? '').trim().toLowerCase();
  const language = languages[tag] ?? tag.slice(0, 2);
  return /^[a-z]{2}$/.test(language) ? `-${language}` : '';
}

/**
 * A record's values by the path below it: `price`, `details/ean`, `price@currency`. The record's own attributes
 * bear their names; elements that come several times are a list.
 */
export function flattenElement(record: XmlElement): NamedValues {
  const values = new Map<string, string[]>();
  const add = (name: string, text: string): void => {
    const trimmed = text.trim();
    if (trimmed === '') return;
    const known = values.get(name);
    if (known) known.push(trimmed);
    else values.set(name, [trimmed]);
  };
  const walk = (element: XmlElement, path: string): void => {
    const name = path + languageSuffix(element);
    // Text between child elements is a layout, but a page's text has bold words.
    if (element.text.trim() !== '') add(name || element.name, element.text);
    for (const [attribute, value] of Object.entries(element.attributes)) {
      if (/^xmlns(:|$)|^xml:|^xsi:|^lang$/.test(attribute)) continue;
      add(path === '' ? localName(attribute) : `${path}@${localName(attribute)}`, value);
    }
    for (const child of element.children) walk(child, path === '' ? child.name : `${path}/${child.name}`);
  };
  walk(record, '');
  return values;
}
