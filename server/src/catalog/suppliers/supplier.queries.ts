import { sql, type Kysely, type Selectable } from 'kysely';
import { announcing } from '../../platform/cache/invalidation.queries.ts';
import type { GroupPriorities } from '../change-sets/field-groups.ts';
import type { CatalogTables, SuppliersTable } from '../tables.ts';

type Executor = Kysely<CatalogTables>;
export type SupplierRow = Selectable<SuppliersTable>;

export function findSupplierByKey(db: Executor, nameKey: string): Promise<SupplierRow | undefined> {
  return db.selectFrom('suppliers').selectAll().where('name_key', '=', nameKey).executeTakeFirst();
}

export function findSupplierById(db: Executor, id: string): Promise<SupplierRow | undefined> {
  return db.selectFrom('suppliers').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listSuppliers(db: Executor): Promise<SupplierRow[]> {
  return db.selectFrom('suppliers').selectAll().orderBy('priority').execute();
}

/** What may be said of a supplier, when opened and later. */
export type SupplierAnswersGiven = Partial<
  Pick<
    SupplierRow,
    | 'priority'
    | 'currency'
    | 'prices_include_tax'
    | 'locale'
    | 'new_product_status'
    | 'full_file'
    | 'missing_action'
    | 'archive_without_offers'
    | 'price_meaning'
    | 'match_keys'
    | 'expected_hours'
    | 'template_id'
  >
> & { priorities?: GroupPriorities };

/** Inserts unless the name or the code is taken meanwhile; the caller reads again. */
export async function insertSupplier(
  db: Executor,
  supplier: {
    id?: string | undefined;
    name: string;
    name_key: string;
    code: string;
    currency: string | null;
  } & SupplierAnswersGiven,
): Promise<SupplierRow | undefined> {
  const { priorities, ...plain } = supplier;
  return db
    .insertInto('suppliers')
    .values({ ...plain, ...(priorities ? { priorities: JSON.stringify(priorities) } : {}) })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .returning(announcing('suppliers'))
    .executeTakeFirst();
}

export async function updateSupplier(
  db: Executor,
  id: string,
  version: number,
  values: Partial<Pick<SupplierRow, 'name' | 'name_key'>> & SupplierAnswersGiven,
): Promise<SupplierRow | undefined> {
  const { priorities, ...plain } = values;
  return db
    .updateTable('suppliers')
    .set({
      ...plain,
      ...(priorities ? { priorities: JSON.stringify(priorities) } : {}),
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .returning(announcing('suppliers'))
    .executeTakeFirst();
}
