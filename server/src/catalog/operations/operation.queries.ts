import type { PoolClient } from 'pg';
import { restingStates } from '../change-sets/undo/select-operations.queries.ts';

export interface OperationFilter {
  readonly kind?: string | undefined;
  /** Name or id of a user or API key. */
  readonly by?: string | undefined;
  readonly supplierId?: string | undefined;
  readonly since?: Date | undefined;
}

export interface OperationRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly by: string;
  readonly at: Date;
  readonly finishedAt: Date | null;
  readonly supplierId: string | null;
  readonly importId: string | null;
  readonly file: string | null;
  readonly counts: Readonly<Record<string, unknown>> | null;
  readonly undoable: boolean;
  readonly undoneBy: string | null;
  /** Of an undo: what it takes back. */
  readonly undoes: readonly string[] | null;
}

/** What the batches did; an edit has none, its one change row says it. */
const counts = `coalesce(case when c.kind = 'price_rule' then c.counts end,
    (select jsonb_build_object(
        'created', sum((b.counts ->> 'created')::int), 'updated', sum(coalesce(b.counts ->> 'reverted', b.counts ->> 'updated')::int),
        'deleted', sum(coalesce((b.counts ->> 'deleted')::int, 0)), 'restored', sum(coalesce((b.counts ->> 'restored')::int, 0)), 'kept', sum(coalesce((b.counts ->> 'kept')::int, 0)),
        'conflicts', sum(coalesce((b.counts ->> 'conflicts')::int, 0)))
      from change_set_batches b where b.change_set_id = c.id and b.applied_at is not null having count(*) > 0),
    case when c.kind = 'bulk' then c.counts when c.kind = 'edit' then (
      select jsonb_build_object('created', (f.kind = 'created')::int, 'updated', (f.kind <> 'created')::int, 'deleted', 0, 'restored', 0, 'kept', 0, 'conflicts', 0)
      from field_changes f where f.change_set_id = c.id limit 1) end)`;

const hasChanges = 'exists (select from field_changes f where f.change_set_id = c.id)';
const columns = `c.id, c.kind, c.state, c.actor as by, c.created_at as at, c.finished_at as "finishedAt", c.supplier_id as "supplierId",
  c.import_id as "importId", c.source_name as file, ${counts} as counts,
  c.undone_by is null and c.kind <> 'delete' and c.state = any($1::text[]) and ${hasChanges} as undoable, c.undone_by as "undoneBy", c.definition -> 'undoes' as undoes`;

export async function findOperationRow(
  client: Pick<PoolClient, 'query'>,
  id: string,
): Promise<OperationRow | undefined> {
  const { rows } = await client.query<OperationRow>(`select ${columns} from change_sets c where c.id = $2`, [
    restingStates,
    id,
  ]);
  return rows[0];
}

/** Those that changed something, newest first: ids are ordered by time. */
export async function listOperations(
  client: Pick<PoolClient, 'query'>,
  filter: OperationFilter,
  page: { limit: number; before: string | null },
): Promise<OperationRow[]> {
  const { rows } = await client.query<OperationRow>(
    `select ${columns} from change_sets c
     where ($2::text is null or c.kind = $2) and ($3::text is null or c.actor = $3 or c.actor_id::text = $3)
       and ($4::uuid is null or c.supplier_id = $4) and ($5::timestamptz is null or c.created_at >= $5)
       and ($6::uuid is null or c.id < $6) and (c.kind = 'undo' or ${hasChanges})
     order by c.id desc limit $7`,
    [
      restingStates,
      filter.kind ?? null,
      filter.by ?? null,
      filter.supplierId ?? null,
      filter.since ?? null,
      page.before,
      page.limit,
    ],
  );
  return rows;
}
