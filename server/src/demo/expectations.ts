import { isRejected, losesGtin, type Fault } from './faults.ts';
import type { DemoProduct } from './products.ts';
import { rowsOf, type DemoRow } from './rows.ts';
import { supplierKeys, type SupplierKey } from './suppliers.ts';

/** What the first import of a file must report. */
export interface ExpectedImport {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly review: number;
  /** Cause -> rows. */
  readonly findings: Readonly<Record<string, number>>;
}

export interface Expectations {
  readonly imports: Readonly<Record<SupplierKey, ExpectedImport>>;
  readonly products: number;
  readonly offers: number;
  /** Products of more than one supplier. */
  readonly shared: number;
  readonly withoutGtin: number;
}

const told: ReadonlySet<Fault> = new Set([
  'gtin.check_digit',
  'gtin.digits_lost',
  'image.not_an_address',
  'match.keys_disagree',
]);

/** Counts what the files were made to say, supplier by supplier, into an empty catalogue. */
export function expectedOf(products: readonly DemoProduct[]): Expectations {
  const suppliersOf = new Map<number, Set<SupplierKey>>();
  const coded = new Set<number>();
  let offers = 0;
  const imports = Object.fromEntries(
    supplierKeys.map((key) => {
      const counts = { read: 0, created: 0, updated: 0, rejected: 0, skipped: 0, review: 0 };
      const findings: Record<string, number> = {};
      const find = (cause: string): void => void (findings[cause] = (findings[cause] ?? 0) + 1);
      for (const { product, fault } of rowsOf(key, products)) {
        const outcome = outcomeOf(fault, suppliersOf.has(product.index));
        counts.read++;
        counts[outcome]++;
        if (fault !== null && (isRejected(fault) || told.has(fault))) find(fault);
        if (outcome === 'skipped') find('rows.duplicates');
        if (outcome !== 'created' && outcome !== 'updated') continue;
        offers++;
        suppliersOf.set(product.index, (suppliersOf.get(product.index) ?? new Set()).add(key));
        if (!losesGtin(fault)) coded.add(product.index);
      }
      return [key, { ...counts, findings }];
    }),
  ) as unknown as Record<SupplierKey, ExpectedImport>;
  const shared = [...suppliersOf.values()].filter(({ size }) => size > 1).length;
  return { imports, products: suppliersOf.size, offers, shared, withoutGtin: suppliersOf.size - coded.size };
}

function outcomeOf(
  fault: DemoRow['fault'],
  known: boolean,
): 'created' | 'updated' | 'rejected' | 'skipped' | 'review' {
  if (isRejected(fault)) return 'rejected';
  if (fault === 'row.twice') return 'skipped';
  if (fault === 'match.keys_disagree') return 'review';
  return known ? 'updated' : 'created';
}
