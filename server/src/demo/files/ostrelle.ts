import type { DemoRow } from '../rows.ts';
import { amount, withWrongDigit } from './amounts.ts';

/** A catalogue in XML, with its texts in two languages and weights with their units. */
export function ostrelleFile(rows: readonly DemoRow[]): Buffer {
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<catalogue sender="Ostrelle Distribution" currency="EUR">\n';
  return Buffer.from(`${head}${rows.map(recordOf).join('')}</catalogue>\n`);
}

function recordOf({ product, fault, ...row }: DemoRow): string {
  const { family, kind, title, description, attributes } = product;
  const english = fault === 'english.missing' ? [] : [element('description', description.en, 'en')];
  const picture = fault === 'image.missing' ? [] : [element('image', product.picture)];
  return [
    '  <product>',
    element('reference', row.reference),
    element('ean', fault === 'gtin.check_digit' ? withWrongDigit(product.gtin) : product.gtin),
    element('title', title.fr, 'fr'),
    element('title', title.en, 'en'),
    element('description', description.fr, 'fr'),
    ...english,
    element('brand', row.brand),
    element('mpn', row.mpn),
    element('family', family.code),
    element('category', `${family.branch.name.fr} > ${family.name.fr} > ${kind.plural.fr}`),
    element('purchase_price', fault === 'cost.not_a_number' ? 'on request' : amount(row.cost, '.')),
    element('rrp', amount(row.price, '.')),
    element('weight', product.grams < 1_000 ? `${product.grams} g` : `${product.grams / 1_000} kg`),
    element('stock', String(row.stock)),
    element('lead_time_days', String(row.leadDays)),
    element('min_quantity', String(row.minimum)),
    ...picture,
    '    <characteristics>',
    ...Object.entries(attributes).map(([code, value]) => `  ${element(code, value)}`),
    '    </characteristics>',
    '  </product>\n',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function element(name: string, text: string, language?: 'fr' | 'en'): string {
  const escaped = text.replace(/[&<>]/g, (sign) => entities[sign]!);
  return `    <${name}${language ? ` lang="${language}"` : ''}>${escaped}</${name}>`;
}
