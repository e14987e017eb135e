import type { PoolClient } from 'pg';
import { literal, textArray } from '../field-sql.ts';
import { BATCH_ROWS, stagingTables } from '../definition.ts';
import { undoPlace, type UndoPlace } from './undo-places.ts';

/** What an undo works on. */
export interface UndoScope {
  readonly undoId: string;
  /** The operations taken back, whose change rows are walked. */
  readonly operations: readonly string[];
  /** Not in effect afterwards: those, and what an undone undo had brought back. */
  readonly ending: readonly string[];
  /** In effect again afterwards: what an undone undo had taken back. */
  readonly returning: readonly string[];
  /** No change row of the operations is older: it spares the partitions before. */
  readonly since: Date;
  readonly places: readonly UndoPlace[];
}

export const uuidArray = (ids: readonly string[]): string => `${textArray(ids)}::uuid[]`;

/** What an undo that was asked for works on. */
export async function readUndoScope(client: Pick<PoolClient, 'query'>, undoId: string): Promise<UndoScope> {
  const { rows } = await client.query<{ undoes: string[] }>(
    `select definition -> 'undoes' as undoes from change_sets where id = $1`,
    [undoId],
  );
  return readScopeOf(client, undoId, rows[0]!.undoes);
}

export async function readScopeOf(
  client: Pick<PoolClient, 'query'>,
  undoId: string,
  operations: readonly string[],
): Promise<UndoScope> {
  const { rows } = await client.query<{ id: string; depth: number; created_at: Date }>(
    `with recursive chain(id, depth) as (
       select unnest($1::uuid[]), 0
       union all
       select u.id::uuid, c.depth + 1 from chain c join change_sets s on s.id = c.id and s.kind = 'undo'
       cross join lateral jsonb_array_elements_text(s.definition -> 'undoes') as u(id))
     select c.id, c.depth, s.created_at from chain c join change_sets s on s.id = c.id`,
    [operations],
  );
  const keys = await client.query<{ key: string }>(
    `select distinct k.key from field_changes f cross join lateral jsonb_object_keys(f.changes) as k(key)
     where f.change_set_id = any($1::uuid[])`,
    [operations],
  );
  const times = rows.filter(({ depth }) => depth === 0).map((row) => row.created_at.getTime());
  return {
    undoId,
    operations,
    ending: rows.filter(({ depth }) => depth % 2 === 0).map(({ id }) => id),
    returning: rows.filter(({ depth }) => depth % 2 === 1).map(({ id }) => id),
    since: new Date(Math.min(...times)),
    places: keys.rows.map(({ key }) => undoPlace(key)),
  };
}

/**
 * Cuts the products of the operations into batches, by their id: made again after a crash they are the same. The
 * change rows themselves are read where they stand, batch by batch.
 */
export async function cutUndoBatches(client: PoolClient, scope: UndoScope): Promise<void> {
  const { plan } = stagingTables(scope.undoId);
  const name = plan.replace('staging.', '');
  await client.query('begin');
  await client.query(`drop table if exists ${plan}`);
  await client.query(
    `create unlogged table ${plan} (product_id uuid not null, batch integer not null) with (autovacuum_enabled = off)`,
  );
  await client.query(`insert into ${plan} ${cutProducts(scope)}`, [scope.operations]);
  await client.query(`create index ${name}_batch_idx on ${plan} (batch)`);
  await client.query(`analyze ${plan}`);
  await client.query(
    `insert into change_set_batches (change_set_id, batch, first_line, last_line)
     select distinct $1::uuid, batch, 0, 0 from ${plan} on conflict do nothing`,
    [scope.undoId],
  );
  await client.query('commit');
}

/** A merged product is in one batch with its survivor: what one of them gives back the other one takes. */
const cutProducts = ({ places }: UndoScope): string =>
  places.some(({ kind }) => kind === 'redirect')
    ? `select product_id, (dense_rank() over (order by coalesce(survivor, product_id::text)) - 1) / ${BATCH_ROWS}
       from (
         select product_id, max(coalesce(changes #>> '{mergedInto,1}', changes #>> '{mergedInto,0}')) as survivor
         from field_changes where change_set_id = any($1::uuid[]) group by product_id) p`
    : `select product_id, (row_number() over (order by product_id) - 1) / ${BATCH_ROWS}
       from field_changes where change_set_id = any($1::uuid[]) group by product_id`;

/** A temporary cut for a preview, which leaves nothing behind. @returns the number of batches */
export async function cutPreview(client: PoolClient, scope: UndoScope): Promise<number> {
  await client.query(
    `create temporary table undo_preview (product_id uuid not null, batch integer not null)`,
  );
  const { rowCount } = await client.query(`insert into undo_preview ${cutProducts(scope)}`, [
    scope.operations,
  ]);
  await client.query('analyze undo_preview');
  // Groups are cut as a whole, so that there may be fewer batches than rows say; an empty one counts nothing.
  return Math.ceil((rowCount ?? 0) / BATCH_ROWS);
}

/** The change rows of one batch in their order; a further offer may stand on a line before the one that made its product. */
export const collectRows = (scope: UndoScope, plan: string, batch: number): string => `
  create temporary table undo_rows on commit drop as
  select f.product_id, f.offer_id, f.kind, f.changes, f.exact,
    row_number() over (order by f.at, f.version, f.kind <> 'created', f.line) as seq
  from ${plan} u join field_changes f on f.product_id = u.product_id
    and f.change_set_id = any(${uuidArray(scope.operations)}) and f.at >= ${literal(scope.since.toISOString())}::timestamptz
  where u.batch = ${batch};
  analyze undo_rows (product_id, kind)`;

/** Locks the products of a batch in one order for all, so that two writers never wait for each other. */
export const lockBatch = (scope: UndoScope, batch: number): string => `
  select count(*) from (
    select id from products where id in (select product_id from ${stagingTables(scope.undoId).plan} where batch = ${batch})
    order by id for update) locked`;

export async function listOpenUndoBatches(client: PoolClient, undoId: string): Promise<number[]> {
  const { rows } = await client.query<{ batch: number }>(
    'select batch from change_set_batches where change_set_id = $1 and applied_at is null order by batch',
    [undoId],
  );
  return rows.map(({ batch }) => batch);
}
