import type { DemoRow } from '../rows.ts';
import { amount, withWrongDigit } from './amounts.ts';

/** What stands in which column, for the file itself does not say: from 1, as a mapping names them. */
export const brunnwaldColumns = {
  supplierReference: 1,
  gtin: 2,
  brand: 3,
  mpn: 4,
  title: 5,
  cost: 6,
  offerStock: 7,
  leadTimeDays: 8,
  packQuantity: 9,
} as const;

/** What a warehouse's program writes every night: tabs, decimal commas, no headings. */
export function brunnwaldFile(rows: readonly DemoRow[]): Buffer {
  return Buffer.from(rows.map((row) => `${cellsOf(row).join('\t')}\r\n`).join(''));
}

const cellsOf = ({ product, fault, ...row }: DemoRow): string[] => [
  row.reference,
  fault === 'gtin.check_digit' ? withWrongDigit(product.gtin) : product.gtin,
  row.brand,
  row.mpn,
  product.title.fr,
  amount(row.cost, ','),
  fault === 'stock.not_a_number' ? 'en rupture' : String(row.stock),
  fault === 'leadTimeDays.not_a_number' ? 'n.c.' : `${row.leadDays} j`,
  String(row.pack),
];
