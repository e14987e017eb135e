import { between, chance, pick } from './dice.ts';
import { faultOf, losesGtin, type Fault } from './faults.ts';
import type { DemoProduct } from './products.ts';
import { sells, supplierKeys, suppliers, type DemoSupplier, type SupplierKey } from './suppliers.ts';

/** One row of a supplier's file, before it is written as he writes. */
export interface DemoRow {
  readonly product: DemoProduct;
  readonly reference: string;
  readonly brand: string;
  readonly mpn: string;
  /** Of a pack, without tax, in cents. */
  readonly cost: number;
  /** What he advises to ask for a piece, with tax, in cents. */
  readonly price: number;
  readonly stock: number;
  readonly leadDays: number;
  readonly pack: number;
  readonly minimum: number;
  readonly fault: Fault | null;
}

/** Rows for a person: more would be work, not a demonstration. */
const MOST_DISAGREEING = 6;
/** French tax on most goods, and what a shop adds. */
const TAX = 1.2;
const MARKUP = 1.75;

/** The rows of a supplier's file in their order. */
export function rowsOf(key: SupplierKey, products: readonly DemoProduct[]): DemoRow[] {
  const supplier = suppliers[key];
  const rows: DemoRow[] = [];
  const behind: DemoRow[] = [];
  for (const product of products) {
    if (!sells(key, product.index)) continue;
    const row = rowOf(supplier, product);
    rows.push(row);
    // The later of two counts.
    if (row.fault === 'row.twice') behind.push({ ...row, stock: row.stock + 7, fault: null });
    if (row.fault === 'second.reference')
      behind.push({
        ...row,
        reference: `${row.reference}-B`,
        pack: row.pack * 2,
        cost: row.cost * 2,
        fault: null,
      });
  }
  return [...rows, ...behind, ...(key === 'northquay' ? disagreeing(supplier, products) : [])];
}

function rowOf(supplier: DemoSupplier, product: DemoProduct): DemoRow {
  const { index, cents } = product;
  const roll = (what: string): string => `${what} ${supplier.key}`;
  const pack = pick(supplier.packs, index, roll('pack'));
  const piece = Math.round(cents * supplier.dearness * (0.92 + chance(index, roll('cost')) * 0.16));
  return {
    product,
    reference: `${supplier.prefix}${String(10_000 + index)}`,
    brand: product.brand,
    mpn: product.mpn,
    cost: piece * pack,
    // Advised by all alike, and ending in ninety cents.
    price: Math.max(190, Math.round((cents * TAX * MARKUP) / 100) * 100 - 10),
    stock: chance(index, roll('sold out')) < 0.12 ? 0 : between(1, 400, index, roll('stock')),
    leadDays: between(...supplier.leadDays, index, roll('lead')),
    pack,
    minimum: pick(supplier.minimums, index, roll('minimum')),
    fault: faultOf(supplier.key, index),
  };
}

/**
 * Rows with the GTIN of one product and the part number of another, which a person must decide about. The other has
 * no GTIN in the catalogue, for two products with a GTIN each are never taken for one; and neither is in the file
 * already.
 */
function disagreeing(supplier: DemoSupplier, products: readonly DemoProduct[]): DemoRow[] {
  const unsold = products.filter(({ index }) => !sells(supplier.key, index));
  const coded = unsold.filter(({ index }) => supplierKeys.some((key) => bringsGtin(key, index)));
  const uncoded = unsold.filter(({ index }) => !supplierKeys.some((key) => bringsGtin(key, index)));
  return uncoded.slice(0, MOST_DISAGREEING).flatMap(({ brand, mpn }, at): DemoRow[] => {
    const product = coded[at];
    return product ? [{ ...rowOf(supplier, product), brand, mpn, fault: 'match.keys_disagree' }] : [];
  });
}

const bringsGtin = (key: SupplierKey, index: number): boolean =>
  sells(key, index) && !losesGtin(faultOf(key, index));
