import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
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

/** Names this close to an existing one are taken for a typing error. */
const CLOSE_DISTANCE = 2;

export function createSupplierService({ db }: { db: Kysely<CatalogTables> }) {
  async function create(name: string, currency: string | null = null, executor = db): Promise<SupplierRow> {
    const clean = name.trim();
    const key = requireKey(clean);
    const base = supplierCode(clean);
    for (let suffix = 1; suffix < 1_000; suffix++) {
      const code = suffix === 1 ? base : `${base}${suffix}`;
      const made = await insertSupplier(executor, { name: clean, name_key: key, code, currency });
      if (made) return made;
      if (await findSupplierByKey(executor, key)) throw taken(clean);
    }
    throw new Error(`no free code for supplier ${clean}`);
  }

  return {
    create,
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
        return { supplier: await create(input.name), created: true };
      } catch (error) {
        // Two imports of a new supplier at once: the other one made it.
        const made = await findSupplierByKey(db, key);
        if (made) return { supplier: made, created: false };
        throw error;
      }
    },
    async update(id: string, version: number, values: SupplierChanges, executor = db): Promise<SupplierRow> {
      const updated = await updateSupplier(executor, id, version, named(values)).catch((error: unknown) => {
        throw (error as { code?: string }).code === '23505' ? taken(values.name ?? '') : error;
      });
      if (updated) return updated;
      const present = await this.get(id, executor);
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
