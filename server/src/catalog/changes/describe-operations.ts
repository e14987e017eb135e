import type { PoolClient } from 'pg';
import type { EventRow } from '../../platform/events/event-reader.ts';
import type { Origin } from '../../platform/origin.ts';
import { FINISHED_EVENT } from '../change-sets/finish.queries.ts';
import { SUPPLIER_EVENT, type SupplierEventPayload } from '../suppliers/supplier-event.queries.ts';
import { DEFINITION_EVENT, type DefinitionEventPayload } from '../definitions/definition-event.queries.ts';
import { readOperations, type OperationRow } from './operations.queries.ts';

/** What one operation did to the catalogue, as the audit log has it. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly at: Date;
  readonly origin: Origin;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/**
 * One entry for each edit of one product or supplier, and one for each change set of many products, told by the
 * event of its end; the events of its batches have none.
 */
export async function describeOperations(
  client: PoolClient,
  events: readonly EventRow[],
): Promise<DescribedOperation[]> {
  const told = events.filter((event) => event.product_id !== null || event.name !== PRODUCTS_EVENT);
  const operations = await readOperations(client, told);
  return told.flatMap((event) => {
    if (event.name === SUPPLIER_EVENT) return [describeSupplier(event)];
    if (event.name === DEFINITION_EVENT) return [describeDefinition(event)];
    const operation = operations.get(event.change_set_id);
    if (!operation) return [];
    return [
      event.name === FINISHED_EVENT ? describeChangeSet(event, operation) : describeEdit(event, operation),
    ];
  });
}

const PRODUCTS_EVENT = 'catalog.products-changed';

const base = (event: EventRow, row: OperationRow) => ({
  operationId: event.change_set_id,
  at: event.at,
  origin: {
    actor: row.actor,
    actorId: row.actor_id,
    requestId: row.request_id,
    sourceAddress: row.source_address,
  },
});

function describeEdit(event: EventRow, row: OperationRow): DescribedOperation {
  const changes = Object.entries(row.changes ?? {});
  const created = row.change_kind === 'created';
  const { values = {} } = event.payload as { values?: Record<string, unknown> };
  return {
    ...base(event, row),
    action: `product.${row.change_kind ?? 'updated'}`,
    entity: 'product',
    entityId: event.product_id,
    before: created ? null : Object.fromEntries(changes.map(([field, [old]]) => [field, old])),
    after: created ? values : Object.fromEntries(changes.map(([field, [, value]]) => [field, value])),
  };
}

function describeChangeSet(event: EventRow, row: OperationRow): DescribedOperation {
  if (row.merge)
    return {
      ...base(event, row),
      action: 'product.merged',
      entity: 'product',
      entityId: row.merge.survivorId,
      before: null,
      after: { mergedIds: row.merge.ids },
    };
  const { created, updated, state } = event.payload as EventRow['payload'] & { state: string };
  return {
    ...base(event, row),
    action: `${row.kind}.${state}`,
    entity: row.kind,
    entityId: row.import_id ?? event.change_set_id,
    before: null,
    after: { created, updated, file: row.source_name, supplierId: row.supplier_id },
  };
}

function describeSupplier(event: EventRow): DescribedOperation {
  const { id, action, origin, before, after } = event.payload as unknown as SupplierEventPayload;
  return {
    operationId: event.change_set_id,
    at: event.at,
    origin,
    action: `supplier.${action}`,
    entity: 'supplier',
    entityId: id,
    before,
    after,
  };
}

function describeDefinition(event: EventRow): DescribedOperation {
  const { entity, id, action, origin, before, after } = event.payload as unknown as DefinitionEventPayload;
  return {
    operationId: event.change_set_id,
    at: event.at,
    origin,
    action: `${entity}.${action}`,
    entity,
    entityId: id,
    before: before && { ...before },
    after: after && { ...after },
  };
}
