import type { PoolClient } from 'pg';
import type { FieldChangeMap } from '../tables.ts';

export interface OperationRow {
  readonly id: string;
  readonly kind: string;
  readonly actor: string;
  readonly actor_id: string | null;
  readonly request_id: string | null;
  readonly source_address: string | null;
  readonly import_id: string | null;
  readonly supplier_id: string | null;
  readonly source_name: string | null;
  /** Of a merge: what it was asked for. */
  readonly merge: { readonly survivorId: string; readonly ids: readonly string[] } | null;
  /** Of the one product of an edit. */
  readonly change_kind: string | null;
  readonly changes: FieldChangeMap | null;
}

/** The change sets of some events, with what an edit of one product changed. */
export async function readOperations(
  client: PoolClient,
  events: readonly { change_set_id: string; product_id: string | null }[],
): Promise<Map<string, OperationRow>> {
  const { rows } = await client.query<OperationRow>(
    `select c.id, c.kind, c.actor, c.actor_id, c.request_id, c.source_address, c.import_id, c.supplier_id, c.source_name,
       case when c.kind = 'merge' then c.definition end as merge,
       f.kind as change_kind, f.changes
     from unnest($1::uuid[], $2::uuid[]) as e(change_set_id, product_id)
     join change_sets c on c.id = e.change_set_id
     left join field_changes f on f.change_set_id = e.change_set_id and f.product_id = e.product_id`,
    [events.map((event) => event.change_set_id), events.map((event) => event.product_id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
