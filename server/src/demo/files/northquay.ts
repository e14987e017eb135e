import type { DemoRow } from '../rows.ts';
import { amount, withWrongDigit } from './amounts.ts';
import { csvLine } from './csv-line.ts';

const headings = [
  'Item no.',
  'Barcode',
  'Product name',
  'Long description',
  'Brand',
  'Manufacturer part no.',
  'Cost price (EUR)',
  'RRP incl. VAT (EUR)',
  'Gross weight (kg)',
  'Qty on hand',
  'Lead time (days)',
  'Case qty',
  'Image URL',
];

/** An English list with commas and points, whose headings are understood as they are. */
export function northquayFile(rows: readonly DemoRow[]): Buffer {
  const lines = [headings, ...rows.map(cellsOf)].map((cells) => csvLine(cells, ',', '\n'));
  return Buffer.from(lines.join(''));
}

const cellsOf = ({ product, fault, ...row }: DemoRow): string[] => [
  row.reference,
  fault === 'gtin.check_digit' ? withWrongDigit(product.gtin) : product.gtin,
  product.title.en,
  product.description.en,
  row.brand,
  row.mpn,
  amount(row.cost, '.'),
  amount(row.price, '.'),
  String(product.grams / 1_000),
  fault === 'stock.negative' ? `-${row.stock + 1}` : String(row.stock),
  String(row.leadDays),
  String(row.pack),
  imageCell(product.picture, fault),
];

function imageCell(address: string, fault: DemoRow['fault']): string {
  if (fault === 'image.missing') return '';
  return fault === 'image.not_an_address'
    ? `C:\\Pictures\\${address.slice(address.lastIndexOf('/') + 1)}`
    : address;
}
