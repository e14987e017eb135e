import { sql, type Kysely } from 'kysely';
import type { Origin } from '../../platform/origin.ts';
import type { CatalogTables } from '../tables.ts';

export const SUPPLIER_EVENT = 'catalog.supplier-changed';

type Values = Readonly<Record<string, unknown>>;

export interface SupplierEventPayload {
  readonly id: string;
  readonly action: 'created' | 'updated';
  readonly origin: Origin;
  readonly before: Values | null;
  readonly after: Values;
}

/** In the transaction of the change. A supplier has no change set, so the operation's id is the event's alone. */
export async function appendSupplierEvent(
  transaction: Kysely<CatalogTables>,
  payload: SupplierEventPayload,
): Promise<void> {
  await sql`
    with event as (
      insert into change_events (name, change_set_id, batch, payload)
      values (${SUPPLIER_EVENT}, uuidv7(), -1, ${JSON.stringify(payload)}::jsonb))
    select pg_notify('change_events', '')`.execute(transaction);
}
