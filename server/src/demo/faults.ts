import { chance } from './dice.ts';
import { sells, type SupplierKey } from './suppliers.ts';

/**
 * What is wrong with a row, named by what an import says of it; the last five are no findings: texts or pictures
 * that are not there, a row that comes twice, a product under two references, a row that fits two products.
 */
export type Fault =
  | 'gtin.check_digit'
  | 'gtin.digits_lost'
  | 'image.not_an_address'
  | 'cost.not_a_number'
  | 'stock.not_a_number'
  | 'stock.negative'
  | 'leadTimeDays.not_a_number'
  | 'row.too_many_cells'
  | 'image.missing'
  | 'english.missing'
  | 'row.twice'
  | 'second.reference'
  | 'match.keys_disagree';

/** Such a row is rejected. */
const rejecting: ReadonlySet<Fault> = new Set([
  'cost.not_a_number',
  'stock.not_a_number',
  'stock.negative',
  'leadTimeDays.not_a_number',
  'row.too_many_cells',
]);
export const isRejected = (fault: Fault | null): boolean => fault !== null && rejecting.has(fault);

/** Such a row is taken without its GTIN. */
export const losesGtin = (fault: Fault | null): boolean => fault?.startsWith('gtin.') ?? false;

/** Shares of a supplier's rows. */
const shares: Readonly<Record<SupplierKey, readonly (readonly [Fault, number])[]>> = {
  velmora: [
    ['gtin.check_digit', 0.01],
    ['gtin.digits_lost', 0.003],
    ['cost.not_a_number', 0.004],
    ['stock.negative', 0.003],
    ['row.too_many_cells', 0.003],
    ['row.twice', 0.004],
    ['image.missing', 0.03],
  ],
  ostrelle: [
    ['gtin.check_digit', 0.006],
    ['cost.not_a_number', 0.004],
    ['row.twice', 0.003],
    ['english.missing', 0.04],
    ['image.missing', 0.05],
  ],
  northquay: [
    ['gtin.check_digit', 0.008],
    ['stock.negative', 0.002],
    ['image.not_an_address', 0.005],
    ['row.twice', 0.003],
    ['second.reference', 0.005],
    ['image.missing', 0.08],
  ],
  brunnwald: [
    ['gtin.check_digit', 0.006],
    ['stock.not_a_number', 0.003],
    ['leadTimeDays.not_a_number', 0.003],
    ['row.twice', 0.002],
  ],
};

/** At most one fault a row, so that what an import must find can be counted. */
export function faultOf(supplier: SupplierKey, index: number): Fault | null {
  const fault = drawnFault(supplier, index);
  return isRejected(fault) && !hasOtherRow(supplier, index) ? null : fault;
}

function drawnFault(supplier: SupplierKey, index: number): Fault | null {
  let rest = chance(index, `fault ${supplier}`);
  for (const [fault, share] of shares[supplier]) {
    if (rest < share) return fault;
    rest -= share;
  }
  return null;
}

/** A rejected row takes no product out of the catalogue: one of the two that have texts is always good. */
function hasOtherRow(supplier: SupplierKey, index: number): boolean {
  if (supplier === 'velmora') return sells('ostrelle', index);
  return supplier !== 'ostrelle' || (sells('velmora', index) && !isRejected(drawnFault('velmora', index)));
}
