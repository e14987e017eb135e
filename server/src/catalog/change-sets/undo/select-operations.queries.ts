import type { Statements } from '../../../platform/databases/transactions.ts';
import type { Origin } from '../../../platform/origin.ts';

/** What is taken back: one operation, or all that were written since a moment, of one supplier or of everybody. */
export type UndoSelection =
  { readonly operationId: string } | { readonly since: Date; readonly supplierId: string | null };

export interface OperationState {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly undone_by: string | null;
}

/** States in which nothing more is written. */
export const restingStates = ['completed', 'cancelled', 'failed'];

export async function findOperation(client: Statements, id: string): Promise<OperationState | undefined> {
  const { rows } = await client.query<OperationState & Record<string, unknown>>(
    'select id, kind, state, undone_by from change_sets where id = $1',
    [id],
  );
  return rows[0];
}

/** Those in effect that changed something since the moment; one that was being written then counts as a whole. */
export async function listOperationsSince(
  client: Statements,
  since: Date,
  supplierId: string | null,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select c.id from change_sets c
     where c.kind not in ('undo', 'delete') and c.undone_by is null and c.state = any($1::text[]) and coalesce(c.finished_at, c.created_at) >= $2
       and ($3::uuid is null or c.supplier_id = $3)
       and exists (select from field_changes f where f.change_set_id = c.id)
     order by c.created_at`,
    [restingStates, since, supplierId],
  );
  return rows.map(({ id }) => id);
}

/** A survivor of one of these merges that was itself merged since, with what it was merged into. */
export async function findMergedSurvivor(
  client: Statements,
  operations: readonly string[],
): Promise<{ id: string; sku: string; survivorId: string } | undefined> {
  const { rows } = await client.query<{ id: string; sku: string; survivorId: string }>(
    `select s.id, s.sku, r.survivor_id as "survivorId" from change_sets c
     join field_changes f on f.change_set_id = c.id and f.changes ? 'mergedInto'
     join products s on s.id = coalesce(f.changes #>> '{mergedInto,1}', f.changes #>> '{mergedInto,0}')::uuid
     join product_redirects r on r.product_id = s.id
     where c.id = any($1::uuid[]) and c.kind in ('merge', 'undo') limit 1`,
    [operations],
  );
  return rows[0];
}

/** The merges that an undo changes: true where it ends them, false where it brings them back. */
export async function listMergesOf(
  client: Statements,
  ids: { ending: readonly string[]; returning: readonly string[] },
): Promise<{ operationId: string; undone: boolean }[]> {
  const { rows } = await client.query<{ operationId: string; undone: boolean }>(
    `select id as "operationId", id = any($1::uuid[]) as undone from change_sets
     where kind = 'merge' and (id = any($1::uuid[]) or id = any($2::uuid[])) order by id`,
    [ids.ending, ids.returning],
  );
  return rows;
}

/** The imports that an undo changes: true where it ends them, false where it brings them back. */
export async function listImportsOf(
  client: Statements,
  ids: { ending: readonly string[]; returning: readonly string[] },
): Promise<{ importId: string; undone: boolean }[]> {
  const { rows } = await client.query<{ importId: string; undone: boolean }>(
    `select import_id as "importId", id = any($1::uuid[]) as undone from change_sets
     where import_id is not null and kind <> 'undo' and (id = any($1::uuid[]) or id = any($2::uuid[]))`,
    [ids.ending, ids.returning],
  );
  return rows;
}

/**
 * Claims operations for an undo and writes it down. They rest and nobody else undoes them, or none is claimed: a
 * change set is opened again only while nobody has claimed it.
 * @returns false where one of them is claimed or runs
 */
export async function claimOperations(
  client: Statements,
  undo: { id: string; operations: readonly string[]; selection: UndoSelection; origin: Origin },
): Promise<boolean> {
  const claimed = await client.query<{ id: string }>(
    `update change_sets set undone_by = $1 where id = any($2::uuid[]) and undone_by is null and state = any($3::text[]) returning id`,
    [undo.id, undo.operations, restingStates],
  );
  if (claimed.rows.length !== undo.operations.length) return false;
  await client.query(
    `insert into change_sets (id, kind, actor, actor_id, request_id, source_address, definition, supplier_id, source_name)
     select $1, 'undo', $2, $3, $4, $5, $6, case when count(distinct supplier_id) = 1 then min(supplier_id::text)::uuid end,
       case when count(*) = 1 then min(source_name) end
     from change_sets where id = any($7::uuid[])`,
    [
      undo.id,
      undo.origin.actor,
      undo.origin.actorId,
      undo.origin.requestId,
      undo.origin.sourceAddress,
      JSON.stringify({ undoes: undo.operations, ...sinceOf(undo.selection) }),
      undo.operations,
    ],
  );
  return true;
}

const sinceOf = (selection: UndoSelection) =>
  'since' in selection ? { since: selection.since.toISOString(), supplierId: selection.supplierId } : {};

/** An undo of the same that was asked for and has not ended. */
export async function findUnfinishedUndo(
  client: Statements,
  selection: UndoSelection,
): Promise<string | undefined> {
  const { rows } =
    'operationId' in selection
      ? await client.query<{ id: string }>(
          `select u.id from change_sets c join change_sets u on u.id = c.undone_by where c.id = $1 and u.state = 'open'`,
          [selection.operationId],
        )
      : await client.query<{ id: string }>(
          `select id from change_sets where kind = 'undo' and state = 'open' and definition @> $1::jsonb order by created_at limit 1`,
          [JSON.stringify(sinceOf(selection))],
        );
  return rows[0]?.id;
}

/** After an undone undo: what it had taken back is in effect again, and what that had taken back is not. */
export async function settleChain(client: Statements, undoId: string): Promise<void> {
  await client.query(
    `with recursive chain(id, undoer, depth) as (
       select u.id::uuid, s.id, 0 from change_sets s cross join lateral jsonb_array_elements_text(s.definition -> 'undoes') as u(id) where s.id = $1
       union all
       select u.id::uuid, c.id, c.depth + 1 from chain c join change_sets s on s.id = c.id and s.kind = 'undo'
       cross join lateral jsonb_array_elements_text(s.definition -> 'undoes') as u(id))
     update change_sets t set undone_by = case when c.depth % 2 = 0 then c.undoer end from chain c where t.id = c.id`,
    [undoId],
  );
}
