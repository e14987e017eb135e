import type { PoolClient, QueryResultRow } from 'pg';
import { literal } from '../field-sql.ts';
import type { UndoScope } from './undo-plan.queries.ts';

/** What an undo did, or would do. */
export interface UndoCounts {
  /** Products that the operations had made. */
  readonly deleted: number;
  /** Products that an undo had deleted. */
  readonly restored: number;
  /** Products of which fields came back. */
  readonly updated: number;
  /** Products that stay although the operations had made them, or stay away. */
  readonly kept: number;
  /** Fields that somebody changed since. */
  readonly conflicts: number;
  /** Field -> products or offers in which it came back. */
  readonly fields: Readonly<Record<string, number>>;
}

export const noCounts: UndoCounts = {
  deleted: 0,
  restored: 0,
  updated: 0,
  kept: 0,
  conflicts: 0,
  fields: {},
};

export interface UndoConflict {
  readonly productId: string;
  readonly sku: string | null;
  /** Null: the whole product. */
  readonly field: string | null;
  readonly offerId: string | null;
  readonly reason: string;
  /** What would have come back, and what stands. */
  readonly restored: unknown;
  readonly present: unknown;
  /** The last who changed it. */
  readonly by: string | null;
  readonly at: string | null;
}

/** A field that would come back. */
export interface UndoneField {
  readonly productId: string;
  readonly sku: string | null;
  readonly field: string;
  readonly offerId: string | null;
  readonly present: unknown;
  readonly restored: unknown;
}

const keptFields = `f.field and f.verdict not in ('revert', 'nothing')`;

/** Counts of the batch that was decided. */
export async function countDecided(client: PoolClient): Promise<UndoCounts> {
  const { rows } = await client.query<{ counts: UndoCounts }>(
    `select jsonb_build_object(
       'deleted', (select count(*) from undo_products where action = 'delete'),
       'restored', (select count(*) from undo_products where action = 'restore'),
       'kept', (select count(*) from undo_products where action = 'keep'),
       'updated', (select count(distinct f.product_id) from undo_fields f join undo_products u on u.product_id = f.product_id and u.action <> 'delete' where f.verdict = 'revert'),
       'conflicts', (select count(*) from undo_fields f where ${keptFields}),
       'fields', (select coalesce(jsonb_object_agg(key, n), '{}') from (
          select key, count(*) as n from undo_fields where field and verdict = 'revert' group by key) k)) as counts`,
  );
  return rows[0]!.counts;
}

const decidedConflicts = `
  select product_id, null::uuid as offer_id, '' as field, reason, null::jsonb as restored, null::jsonb as present
  from undo_products where action = 'keep'
  union all select product_id, offer_id, key, verdict, shown_old,
    case when kind in ('text', 'number', 'stock', 'value', 'seo', 'offerNumber', 'offerInteger', 'moved', 'redirect') then present when kind = 'price' then present -> 0 end
  from undo_fields f where ${keptFields}`;

export const keepConflicts = (scope: UndoScope): string => `
  insert into undo_conflicts (change_set_id, product_id, offer_id, field, reason, restored, present)
  select ${literal(scope.undoId)}, c.* from (${decidedConflicts}) c on conflict do nothing`;

/** @param source rows (product_id, offer_id, field, reason, restored, present) */
const describeConflicts = (source: string, without: string): string => `
  select c.product_id as "productId", p.sku, nullif(c.field, '') as field, c.offer_id as "offerId", c.reason,
    nullif(c.restored, 'null') as restored, nullif(c.present, 'null') as present, h.actor as by, h.at
  from (${source}) c left join products p on p.id = c.product_id
  left join lateral (
    select s.actor, f.at from field_changes f join change_sets s on s.id = f.change_set_id
    where f.product_id = c.product_id and s.kind <> 'undo' and f.change_set_id <> all(${without})
      and (c.field = '' or f.changes ? c.field) order by f.at desc limit 1) h on true
  order by c.product_id, c.field limit $1`;

export async function sampleConflicts(
  client: PoolClient,
  scope: UndoScope,
  limit: number,
): Promise<UndoConflict[]> {
  const { rows } = await client.query<UndoConflict>(describeConflicts(decidedConflicts, '$2'), [
    limit,
    scope.ending,
  ]);
  return rows;
}

export async function listUndoConflicts(
  client: Pick<PoolClient, 'query'>,
  undo: { id: string; operations: readonly string[] },
  limit: number,
): Promise<UndoConflict[]> {
  const { rows } = await client.query<UndoConflict>(
    describeConflicts('select * from undo_conflicts where change_set_id = $3', '$2'),
    [limit, undo.operations, undo.id],
  );
  return rows;
}

export async function sampleFields(client: PoolClient, limit: number): Promise<UndoneField[]> {
  const { rows } = await client.query<UndoneField>(
    `select f.product_id as "productId", p.sku, f.key as field, f.offer_id as "offerId",
       nullif(f.shown_new, 'null') as present, nullif(f.shown_old, 'null') as restored
     from undo_fields f join products p on p.id = f.product_id
     where f.field and f.verdict = 'revert' order by f.product_id, f.key limit $1`,
    [limit],
  );
  return rows;
}

/**
 * The marker, set in the transaction of the batch's writes. `created` and `updated` are what every change set counts:
 * its event and its end are told by them.
 */
export async function markUndone(
  client: PoolClient,
  undoId: string,
  batch: number,
  counts: UndoCounts,
): Promise<void> {
  const { rowCount } = await client.query(
    `update change_set_batches set applied_at = now(), counts = $3 where change_set_id = $1 and batch = $2 and applied_at is null`,
    [undoId, batch, JSON.stringify({ ...counts, ...eventCounts(counts), reverted: counts.updated })],
  );
  if (rowCount !== 1) throw new Error(`batch ${batch} of undo ${undoId} was applied by another process`);
}

export const eventCounts = (counts: UndoCounts) => ({
  created: counts.restored,
  updated: counts.updated + counts.deleted,
});

/** Sums over the markers of an undo. */
export async function readUndone(client: Pick<PoolClient, 'query'>, undoId: string): Promise<UndoCounts> {
  const { rows } = await client.query<UndoCounts & QueryResultRow>(
    `select ${['deleted', 'restored', 'kept', 'conflicts'].map((name) => `coalesce(sum((counts ->> '${name}')::int), 0)::int as ${name}`).join(', ')},
       coalesce(sum((counts ->> 'reverted')::int), 0)::int as updated,
       (select coalesce(jsonb_object_agg(key, n), '{}') from (
          select f.key, sum(f.value::int) as n from change_set_batches m cross join lateral jsonb_each_text(m.counts -> 'fields') f
          where m.change_set_id = $1 group by f.key) t) as fields
     from change_set_batches where change_set_id = $1`,
    [undoId],
  );
  return rows[0]!;
}

export const addCounts = (a: UndoCounts, b: UndoCounts): UndoCounts => {
  const fields: Record<string, number> = { ...a.fields };
  for (const [field, n] of Object.entries(b.fields)) fields[field] = (fields[field] ?? 0) + n;
  return {
    deleted: a.deleted + b.deleted,
    restored: a.restored + b.restored,
    updated: a.updated + b.updated,
    kept: a.kept + b.kept,
    conflicts: a.conflicts + b.conflicts,
    fields,
  };
};
