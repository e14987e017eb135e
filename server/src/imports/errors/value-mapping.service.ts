import type { Kysely } from 'kysely';
import { parseFieldName, type FieldDefaults, type SupplierService } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import { parseStatus } from '../mapping/values.ts';
import { requireVersion } from '../require-version.ts';
import type { ImportsTables } from '../tables.ts';
import type { Word } from './retry-import.ts';
import type { ValueMapping } from './replace-values.ts';
import {
  deleteValueMapping,
  findValueMapping,
  insertValueMapping,
  learnValueMappings,
  listValueMappings,
  lockValueMapping,
  updateValueMapping,
  type ValueMappingFilter,
  type ValueMappingRow,
} from './value-mapping.queries.ts';

type Transaction = Kysely<ImportsTables>;

/** What suppliers' words mean here, kept for their later files. Changes take the caller's transaction. */
export function createValueMappingService(deps: {
  db: Kysely<ImportsTables>;
  suppliers: SupplierService;
  defaults: () => Promise<FieldDefaults>;
}) {
  const { db } = deps;
  async function checked({ field, from, to }: ValueMapping): Promise<ValueMapping> {
    const ref = parseFieldName(field, await deps.defaults());
    const word = from.trim();
    const meaning = to === null ? null : to.trim();
    if (word === '' || meaning === '')
      throw new AppError('value_mappings.invalid', {
        message: `${field}: from and to may not be blank; to: null is for a word that counts as no value`,
        params: { field },
      });
    if (ref.kind === 'status' && meaning !== null && !('value' in parseStatus(meaning)))
      throw new AppError('value_mappings.invalid', {
        message: `"${meaning}" is no status; choose active, draft or archived`,
        params: { field, value: meaning },
      });
    return { field: ref.name, from: word, to: meaning };
  }
  return {
    list: (filter: ValueMappingFilter) => listValueMappings(db, filter),
    async get(id: string): Promise<ValueMappingRow> {
      return (await findValueMapping(db, id)) ?? absent(id);
    },
    async create(
      transaction: Transaction,
      { supplierId, ...mapping }: ValueMapping & { supplierId: string | null },
    ): Promise<ValueMappingRow> {
      if (supplierId !== null && !(await deps.suppliers.list()).some(({ id }) => id === supplierId))
        throw new AppError('value_mappings.no_supplier', {
          message: `There is no supplier ${supplierId}`,
          params: { supplierId },
        });
      const made = await insertValueMapping(transaction, supplierId, await checked(mapping));
      if (made) return made;
      throw new AppError('value_mappings.conflict', {
        message: `"${mapping.from}" has a meaning for ${mapping.field} already; change that one`,
        params: { value: mapping.from },
      });
    },
    async learn(
      transaction: Transaction,
      supplierId: string | null,
      mappings: readonly ValueMapping[],
    ): Promise<Word[]> {
      // Of two remedies for one word the later counts: one statement may touch a row once.
      const byWord = new Map<string, ValueMapping>();
      for (const mapping of await Promise.all(mappings.map(checked)))
        byWord.set(`${mapping.field}\n${mapping.from}`, mapping);
      const learnt = [...byWord.values()];
      await learnValueMappings(transaction, supplierId, learnt);
      return learnt.map(({ field, from }) => ({ field, from }));
    },
    async change(
      transaction: Transaction,
      id: string,
      { to, expected }: { to: string | null; expected: number | null },
    ): Promise<ValueMappingRow> {
      const present = (await lockValueMapping(transaction, id)) ?? absent(id);
      requireVersion('value mapping', present, expected);
      const next = await checked({ field: present.field, from: present.from_value, to });
      return updateValueMapping(transaction, id, next.to);
    },
    async remove(transaction: Transaction, id: string, expected: number | null): Promise<void> {
      const present = (await lockValueMapping(transaction, id)) ?? absent(id);
      requireVersion('value mapping', present, expected);
      await deleteValueMapping(transaction, id);
    },
  };
}

export type ValueMappingService = ReturnType<typeof createValueMappingService>;

function absent(id: string): never {
  throw new AppError('value_mappings.not_found', {
    message: `There is no value mapping ${id}`,
    params: { id },
  });
}
