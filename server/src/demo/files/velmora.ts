import { encodeText } from '../../imports/errors/encode-text.ts';
import { chance } from '../dice.ts';
import { attributes, optionNames } from '../attributes.ts';
import type { DemoRow } from '../rows.ts';
import { amount, withWrongDigit } from './amounts.ts';
import { csvLine } from './csv-line.ts';

const headings = [
  'Référence',
  'Code EAN',
  'Désignation',
  'Descriptif',
  'Marque',
  'Réf. fabricant',
  'Famille',
  'Catégorie',
  'Prix HT (€)',
  'Prix TTC (€)',
  'Poids (g)',
  'Stock',
  'Délai (jours)',
  'Minimum de commande',
  'Photo',
];
const STOCK = headings.indexOf('Stock');

export type Edition = 'first' | 'second';

/**
 * A price list as a French office writes it: semicolons, Windows-1252, decimal commas, prices without and with tax.
 * The second edition has a third of the prices raised, and no column of stocks.
 */
export function velmoraFile(rows: readonly DemoRow[], edition: Edition): Buffer {
  const columns = [...headings, ...attributes.map(({ name }) => name.fr)];
  const line = (cells: readonly string[]): string =>
    csvLine(edition === 'first' ? cells : cells.toSpliced(STOCK, 1), ';', '\r\n');
  const text = rows.map((row) => line(cellsOf(row, edition)));
  return encodeText([line(columns), ...text].join(''), 'windows-1252');
}

function cellsOf({ product, ...row }: DemoRow, edition: Edition): string[] {
  const { fault } = row;
  const { family, kind } = product;
  const raised = edition === 'second' && chance(product.index, 'raised') < 1 / 3 ? 1.06 : 1;
  const cost = amount(Math.round(row.cost * raised), ',');
  return [
    row.reference,
    gtinCell(product.gtin, fault),
    product.title.fr,
    product.description.fr,
    row.brand,
    row.mpn,
    family.name.fr,
    `${family.branch.name.fr} > ${family.name.fr} > ${kind.plural.fr}`,
    fault === 'cost.not_a_number' ? 'sur demande' : cost,
    amount(Math.round(row.price * raised), ','),
    String(product.grams),
    fault === 'stock.negative' ? `-${row.stock + 1}` : String(row.stock),
    String(row.leadDays),
    String(row.minimum),
    fault === 'image.missing' ? '' : product.picture,
    ...attributes.map(({ code }) => attributeCell(code, product.attributes[code])),
    ...(fault === 'row.too_many_cells' ? ['fin de série'] : []),
  ];
}

function gtinCell(gtin: string, fault: DemoRow['fault']): string {
  if (fault === 'gtin.check_digit') return withWrongDigit(gtin);
  // What a spreadsheet makes of a long number.
  return fault === 'gtin.digits_lost' ? `${gtin[0]},${gtin.slice(1, 6)}E+12` : gtin;
}

function attributeCell(code: string, value: string | undefined): string {
  if (value === undefined) return '';
  return optionNames[code]?.[value]?.fr ?? value.replace('.', ',');
}
