import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
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
  type SupplierAnswersGiven,
  type SupplierRow,
} from './supplier.queries.ts';
import { appendSupplierEvent } from './supplier-event.queries.ts';

/** Names this close to an existing one are taken for a typing error. */
const CLOSE_DISTANCE = 2;

interface CreateSupplier {
  /** That a plan was made under; absent: a new one. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly answers?: SupplierAnswersGiven | undefined;
  readonly origin: Origin;
}

interface UpdateSupplier {
  readonly id: string;
  /** That was seen. */
  readonly version: number;
  readonly values: SupplierChanges;
  readonly origin: Origin;
}

/** Made of the name (RFC 9562, version 8), so that two plans of one new supplier are his both. */
function proposedId(key: string): string {
  const hex = createHash('sha256').update(`supplier ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What an import must know of its supplier beforehand. */
export type KnownSupplier = Pick<
  SupplierRow,
  'id' | 'name' | 'currency' | 'prices_include_tax' | 'price_meaning' | 'locale' | 'template_id'
>;

/** Changes take the caller's transaction; `forget` follows its commit. */
export function createSupplierService({
  db,
  cache,
  newId,
}: {
  db: Kysely<CatalogTables>;
  cache: Cache;
  newId: () => string;
}) {
  const forget = (): void => cache.forget({ type: 'suppliers' });
  async function create(
    transaction: Kysely<CatalogTables>,
    { id, name, answers = {}, origin }: CreateSupplier,
  ): Promise<SupplierRow> {
    const clean = name.trim();
    const key = requireKey(clean);
    const base = supplierCode(clean);
    for (let suffix = 1; suffix < 1_000; suffix++) {
      const code = suffix === 1 ? base : `${base}${suffix}`;
      const made = await insertSupplier(transaction, {
        ...(id ? { id } : {}),
        name: clean,
        name_key: key,
        code,
        currency: null,
        ...answers,
      });
      if (made) {
        const after = { name: clean, code, currency: null, ...answers };
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
    /** As a supplier would be that a preview only names: last among all. */
    asProposed: (supplier: { id: string; name: string }) => ({
      ...supplier,
      code: supplierCode(supplier.name),
      priority: Number.MAX_SAFE_INTEGER,
      priorities: {},
      new_product_status: 'draft',
      full_file: false,
      missing_action: 'ignore' as const,
      archive_without_offers: false,
      match_keys: null,
    }),
    /** Makes the supplier that a preview named, now that its plan is applied. */
    async createProposed(supplier: { id: string; name: string }, origin: Origin): Promise<SupplierRow> {
      const made = await db
        .transaction()
        .execute((transaction) => create(transaction, { ...supplier, origin }));
      forget();
      return made;
    },
    list: () => listSuppliers(db),
    async get(id: string, executor = db): Promise<SupplierRow> {
      const found = await findSupplierById(executor, id);
      if (!found)
        throw new AppError('suppliers.not_found', { message: `There is no supplier ${id}`, params: { id } });
      return found;
    },
    /** Undefined where there is none of that name. */
    findKnown: (name: string) => findSupplierByKey(db, supplierKey(name)),
    /**
     * The supplier of that name; made when there is none, unless the name is close to another one. A preview
     * changes nothing, so for it a new supplier is only named, and made when its plan is applied.
     * @throws AppError `suppliers.did_you_mean` with the names that are close
     */
    async findOrCreate(input: {
      name: string;
      insist: boolean;
      preview: boolean;
    }): Promise<{ supplier: KnownSupplier; created: boolean }> {
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
      if (input.preview) {
        const name = input.name.trim();
        const id = proposedId(key);
        // Taken where a supplier that was made so was renamed since.
        const free = known.every((other) => other.id !== id);
        const unsaid = {
          currency: null,
          prices_include_tax: null,
          price_meaning: null,
          locale: null,
          template_id: null,
        };
        const supplier = { id: free ? id : newId(), name, ...unsaid };
        return { supplier, created: true };
      }
      try {
        const origin = originOfProgram('import');
        const supplier = await db
          .transaction()
          .execute((transaction) => create(transaction, { name: input.name, origin }));
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
  const fields = [
    'name',
    'priority',
    'priorities',
    'currency',
    'prices_include_tax',
    'new_product_status',
    'full_file',
    'missing_action',
    'archive_without_offers',
    'price_meaning',
    'locale',
    'match_keys',
    'expected_hours',
    'template_id',
  ] as const;
  const changed = fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
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
