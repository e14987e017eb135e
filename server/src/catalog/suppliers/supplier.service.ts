import type { Kysely } from 'kysely';
import type { Cache } from '../../platform/cache/cache.ts';
import { AppError } from '../../platform/errors.ts';
import { originOfProgram, type Origin } from '../../platform/origin.ts';
import { editDistance } from '../fields/field-names.ts';
import { foldText } from '../text/fold.ts';
import type { CatalogTables } from '../tables.ts';
import {
  findSupplierById,
  findSupplierByKey,
  insertSupplier,
  listSuppliers,
  updateSupplier,
  type SupplierRow,
} from './supplier.queries.ts';
import { appendSupplierEvent } from './supplier-event.queries.ts';

/** Names this close to an existing one are taken for a typing error. */
const CLOSE_DISTANCE = 2;

interface CreateSupplier {
  readonly name: string;
  readonly currency: string | null;
  readonly origin: Origin;
}

interface UpdateSupplier {
  readonly id: string;
  /** That was seen. */
  readonly version: number;
  readonly values: SupplierChanges;
  readonly origin: Origin;
}

/** Changes take the caller's transaction; `forget` follows its commit. */
export function createSupplierService({ db, cache }: { db: Kysely<CatalogTables>; cache: Cache }) {
  const forget = (): void => cache.forget({ type: 'suppliers' });
  async function create(
    transaction: Kysely<CatalogTables>,
    { name, currency, origin }: CreateSupplier,
  ): Promise<SupplierRow> {
    const clean = name.trim();
    const key = requireKey(clean);
    const base = supplierCode(clean);
    for (let suffix = 1; suffix < 1_000; suffix++) {
      const code = suffix === 1 ? base : `${base}${suffix}`;
      const made = await insertSupplier(transaction, { name: clean, name_key: key, code, currency });
      if (made) {
        const after = { name: clean, code, currency };
        await appendSupplierEvent(transaction, {
          id: made.id,
          action: 'created',
          origin,
          before: null,
          after,
        });
        return made;
      }
      if (await findSupplierByKey(transaction, key)) throw taken(clean);
    }
    throw new Error(`no free code for supplier ${clean}`);
  }

  return {
    create,
    forget,
    list: () => listSuppliers(db),
    async get(id: string, executor = db): Promise<SupplierRow> {
      const found = await findSupplierById(executor, id);
      if (!found)
        throw new AppError('suppliers.not_found', { message: `There is no supplier ${id}`, params: { id } });
      return found;
    },
    /**
     * The supplier of that name; made when there is none, unless the name is close to another one.
     * @throws AppError `suppliers.did_you_mean` with the names that are close
     */
    async findOrCreate(input: {
      name: string;
      insist: boolean;
    }): Promise<{ supplier: SupplierRow; created: boolean }> {
      const key = supplierKey(input.name);
      // One read for both questions: another import may make it between two, and then it is close to itself.
      const known = await listSuppliers(db);
      const found = known.find((other) => other.name_key === key);
      if (found) return { supplier: found, created: false };
      const near = known
        .filter((other) => key.length > 3 && editDistance(other.name_key, key) <= CLOSE_DISTANCE)
        .map((other) => other.name);
      if (near.length > 0 && !input.insist) {
        throw new AppError('suppliers.did_you_mean', {
          message: `There is no supplier "${input.name}". Did you mean ${near.map((name) => `"${name}"`).join(' or ')}? To make a new one, say --create-supplier`,
          params: { name: input.name, near },
        });
      }
      try {
        const origin = originOfProgram('import');
        const supplier = await db
          .transaction()
          .execute((transaction) => create(transaction, { name: input.name, currency: null, origin }));
        forget();
        return { supplier, created: true };
      } catch (error) {
        // Two imports of a new supplier at once: the other one made it.
        const made = await findSupplierByKey(db, key);
        if (made) return { supplier: made, created: false };
        throw error;
      }
    },
    async update(
      transaction: Kysely<CatalogTables>,
      { id, version, values, origin }: UpdateSupplier,
    ): Promise<SupplierRow> {
      const before = await this.get(id, transaction);
      const updated = await updateSupplier(transaction, id, version, named(values)).catch(
        (error: unknown) => {
          throw (error as { code?: string }).code === '23505' ? taken(values.name ?? '') : error;
        },
      );
      if (updated) {
        await appendSupplierEvent(transaction, {
          id,
          action: 'updated',
          origin,
          ...differing(before, updated),
        });
        return updated;
      }
      const present = await this.get(id, transaction);
      throw new AppError('suppliers.stale', {
        message: `The supplier was changed meanwhile (version ${present.version}, yours ${version})`,
        params: { version: present.version },
      });
    },
  };
}

export type SupplierService = ReturnType<typeof createSupplierService>;

type SupplierChanges = Parameters<typeof updateSupplier>[3];

const named = (values: SupplierChanges): SupplierChanges =>
  values.name === undefined
    ? values
    : { ...values, name: values.name.trim(), name_key: requireKey(values.name) };

/** The values as they stood before the version that was guarded, and after. */
function differing(before: SupplierRow, after: SupplierRow) {
  const fields = ['name', 'priority', 'currency', 'prices_include_tax', 'new_product_status'] as const;
  const changed = fields.filter((field) => before[field] !== after[field]);
  const pick = (row: SupplierRow) => Object.fromEntries(changed.map((field) => [field, row[field]]));
  return { before: pick(before), after: pick(after) };
}

const taken = (name: string): AppError =>
  new AppError('suppliers.conflict', {
    message: `There is a supplier "${name.trim()}" already`,
    params: { name },
  });

function requireKey(name: string): string {
  const key = supplierKey(name);
  if (key) return key;
  throw new AppError('suppliers.invalid', { message: `"${name}" is no name for a supplier`, status: 422 });
}

/** Punctuation does not tell two suppliers apart. */
const supplierKey = (name: string): string => foldText(name.replace(/[^\p{L}\p{N}]+/gu, ' '));

/** Upper-case ASCII slug, the prefix of made SKUs. */
function supplierCode(name: string): string {
  const slug = foldText(name)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 20);
  return slug || 'SUPPLIER';
}
