import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import { within, type Statements } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';
import type { CatalogTables } from '../tables.ts';

export const DEFINITION_EVENT = 'catalog.definition-changed';

export interface DefinitionEventPayload {
  readonly entity:
    | 'attribute'
    | 'attribute-option'
    | 'family'
    | 'family-variant'
    | 'channel'
    | 'unit'
    | 'taxonomy'
    | 'category'
    | 'category-mapping'
    | 'brand'
    | 'exchange-rate'
    | 'price-rule'
    | 'stock-location'
    | 'tax-class'
    | 'tax-rate';
  readonly id: string;
  readonly action: 'created' | 'updated' | 'deleted';
  readonly origin: Origin;
  readonly before: object | null;
  readonly after: object | null;
}

/**
 * For the audit log, in the transaction of the change, which is told by what differs. A definition has no change set: the operation's id is the
 * event's alone.
 * @returns the id of the operation
 */
export const appendDefinitionEvent = (
  transaction: Kysely<CatalogTables>,
  payload: DefinitionEventPayload,
): Promise<string> => tellDefinition(within(transaction), payload);

/** The same for those who write SQL by hand. */
export async function tellDefinition(
  transaction: Statements,
  payload: DefinitionEventPayload,
): Promise<string> {
  const { rows } = await transaction.query<{ id: string }>(
    `with event as (
       insert into change_events (name, change_set_id, batch, payload)
       values ('${DEFINITION_EVENT}', uuidv7(), -1, $1::jsonb) returning change_set_id as id)
     select id, pg_notify('change_events', '') from event`,
    [JSON.stringify({ ...payload, ...differing(payload) })],
  );
  return rows[0]!.id;
}

function differing({ before, after }: Pick<DefinitionEventPayload, 'before' | 'after'>) {
  if (before === null || after === null) return {};
  const [old, present] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const names = Object.keys(present).filter((name) => !isDeepStrictEqual(old[name], present[name]));
  const pick = (values: Record<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, values[name]]));
  return { before: pick(old), after: pick(present) };
}
