import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import { within } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import {
  countStocks,
  deleteLocation,
  findLocation,
  insertLocation,
  listLocations,
  lockLocation,
  updateLocation,
  type StockLocationRow,
} from './stock-location.queries.ts';

interface LocationEdit extends VersionedEdit {
  readonly code: string;
}

interface LocationValues {
  readonly name: string;
  readonly supplierId: string | null;
}

const RESOURCE = 'stock-locations';
const missing = (code: string): never => {
  throw absent(RESOURCE, code);
};
const valuesOf = ({ name, supplier_id: supplierId }: StockLocationRow): LocationValues => ({
  name,
  supplierId,
});

/** Places of stocks: our own, and those where a supplier's stock lies; every change in the caller's transaction. */
export function createStockLocationService({ db }: { db: Executor }) {
  return {
    list: (page: Parameters<typeof listLocations>[1]) => listLocations(db, page),
    get: async (code: string): Promise<StockLocationRow> => (await findLocation(db, code)) ?? missing(code),
    async create(
      transaction: Executor,
      { code, name, supplierId = null }: { code: string; name: string; supplierId?: string | null },
      origin: Origin,
    ): Promise<Changed<StockLocationRow>> {
      await requireSupplier(transaction, supplierId);
      const row = await insertLocation(transaction, { code, name: name.trim(), supplier_id: supplierId });
      if (!row) throw codeTaken(RESOURCE, code);
      const event = { entity: 'stock-location', id: code, action: 'created', origin, before: null } as const;
      return {
        row,
        operationId: await appendDefinitionEvent(transaction, { ...event, after: valuesOf(row) }),
      };
    },
    async change(
      transaction: Executor,
      { code, expected, origin, patch }: LocationEdit & { patch: Partial<LocationValues> },
    ): Promise<Changed<StockLocationRow>> {
      const present = (await lockLocation(transaction, code)) ?? missing(code);
      requireVersion(RESOURCE, present, expected);
      const before = valuesOf(present);
      const after = { ...before, ...patch, name: patch.name?.trim() ?? before.name };
      if (after.name === before.name && after.supplierId === before.supplierId)
        return { row: present, operationId: null };
      await requireSupplier(transaction, after.supplierId);
      const row = await updateLocation(transaction, code, {
        name: after.name,
        supplier_id: after.supplierId,
      });
      // Every product that has a stock there shows whose it is.
      if (after.supplierId !== before.supplierId)
        await announceInvalidations(within(transaction), [{ type: 'products' }]);
      const event = { entity: 'stock-location', id: code, action: 'updated', origin, before, after } as const;
      return { row, operationId: await appendDefinitionEvent(transaction, event) };
    },
    /** @throws AppError `stock-locations.in_use` while stocks lie there */
    async remove(
      transaction: Executor,
      { code, expected, origin }: LocationEdit,
    ): Promise<{ operationId: string }> {
      const present = (await lockLocation(transaction, code)) ?? missing(code);
      requireVersion(RESOURCE, present, expected);
      const products = await countStocks(transaction, code);
      if (products > 0)
        throw inUse(RESOURCE, {
          code,
          uses: { products },
          remedy: 'move or clear the stocks that lie there',
        });
      await deleteLocation(transaction, code);
      const event = { entity: 'stock-location', id: code, action: 'deleted', origin, after: null } as const;
      return {
        operationId: await appendDefinitionEvent(transaction, { ...event, before: valuesOf(present) }),
      };
    },
  };
}

export type StockLocationService = ReturnType<typeof createStockLocationService>;

async function requireSupplier(transaction: Executor, id: string | null): Promise<void> {
  if (id === null) return;
  const found = await transaction
    .selectFrom('suppliers')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (found) return;
  throw new AppError(`${RESOURCE}.invalid`, {
    message: `There is no supplier ${id}; POST /suppliers makes one`,
    params: { field: 'supplierId', value: id },
  });
}
