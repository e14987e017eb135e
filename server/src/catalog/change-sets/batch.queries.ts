import type { PoolClient } from 'pg';
import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import type { Statements } from '../../platform/databases/transactions.ts';
import { staleByBatch } from '../products/product-cache.ts';
import { FIRST_REVIEW_BATCH, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { countFields } from './field-sql.ts';

/** What one applied batch did; the totals of a change set are the sums over its markers. */
export interface BatchCounts {
  readonly created: number;
  /** Products made for rows that are their variants; no row is counted for them. */
  readonly models: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly review: number;
  readonly notApplied: number;
  /** Left out by whoever confirmed the plan. */
  readonly skipped: number;
  readonly productsUpdated: number;
  readonly kept: number;
  readonly locked: number;
  /** Field -> rows that wrote it. */
  readonly fields: Readonly<Record<string, number>>;
}

export interface BatchActions {
  readonly batch: number;
  readonly actions: Readonly<Record<string, number>>;
}

/** Batches without a marker, with how many rows of each action wait in them. */
export async function listOpenBatches(client: PoolClient, changeSetId: string): Promise<BatchActions[]> {
  const { plan } = stagingTables(changeSetId);
  const { rows } = await client.query<BatchActions>(
    `select b.batch, coalesce(a.actions, '{}') as actions
     from change_set_batches b
     left join (
       select batch, jsonb_object_agg(action, n) as actions
       from (select batch, action::text, count(*) as n from ${plan} group by 1, 2) g group by batch
     ) a on a.batch = b.batch
     where b.change_set_id = $1 and b.applied_at is null order by b.batch`,
    [changeSetId],
  );
  return rows;
}

/** The counts of a plan: what its rows would do. */
export function countPlan(changeSetId: string, definition: ChangeSetDefinition): string {
  const { stage, plan } = stagingTables(changeSetId);
  const made = `select ${countFields(stageColumns(definition), 's')} as counts
        from ${plan} p join ${stage} s on s.line = p.line where p.action = 'c'`;
  return countRows(changeSetId, 'true', made);
}

/** @param made SELECT of one `counts`: field -> rows that created a product with it */
function countRows(changeSetId: string, scope: string, made: string): string {
  const { plan } = stagingTables(changeSetId);
  return `
    with planned as materialized (select * from ${plan} p where ${scope}),
    rows as (
      select count(*) filter (where action = 'c' and line > 0) as created, count(*) filter (where action = 'u' and line > 0) as updated,
        count(*) filter (where action = 'n' and line > 0) as unchanged, count(*) filter (where action = 'r' and line > 0) as review,
        count(*) filter (where action = 'x' and line > 0) as "notApplied", count(*) filter (where action = 's' and line > 0) as skipped,
        count(*) filter (where action = 'c' and line < 0) as models, coalesce(sum(kept), 0) as kept, coalesce(sum(locked), 0) as locked,
        count(distinct product_id) filter (where action = 'u' and version is not null) as "productsUpdated"
      from planned),
    changed as (
      select k.field, count(*) as n from planned cross join lateral jsonb_object_keys(changes) as k(field) where action = 'u' group by 1),
    made as (
      select f.key as field, f.value::bigint as n from (${made}) c
      cross join lateral jsonb_each_text(c.counts) f where f.value <> '0'),
    fields as (
      select coalesce(jsonb_object_agg(field, n), '{}') as fields
      from (select field, sum(n) as n from (select * from changed union all select * from made) u group by field) t)
    select to_jsonb(rows) || jsonb_build_object('fields', fields.fields) as counts from rows, fields`;
}

/**
 * The marker: set in the transaction of the batch's writes. No row means that another process applied the batch,
 * and the transaction must be given up.
 */
export async function markBatch(
  client: PoolClient,
  changeSetId: string,
  batch: number,
  made: Readonly<Record<string, number>>,
): Promise<BatchCounts> {
  const { rows } = await client.query<{ counts: BatchCounts }>(
    `update change_set_batches b set applied_at = now(), counts = c.counts
     from (${countRows(changeSetId, 'p.batch = $2', 'select $3::jsonb as counts')}) c
     where b.change_set_id = $1 and b.batch = $2 and b.applied_at is null returning b.counts`,
    [changeSetId, batch, JSON.stringify(made)],
  );
  const counts = rows[0]?.counts;
  if (!counts) throw new Error(`batch ${batch} of change set ${changeSetId} was applied by another process`);
  return counts;
}

/** One event for the whole batch; its readers expand it from `field_changes`. */
export async function appendBatchEvent(
  client: Statements,
  changeSetId: string,
  batch: number,
  counts: Pick<BatchCounts, 'created' | 'updated' | 'fields'>,
): Promise<void> {
  const { created, updated, fields } = counts;
  await announceInvalidations(client, staleByBatch);
  await client.query(
    `with event as (
       insert into change_events (name, change_set_id, batch, payload) values ('catalog.products-changed', $1, $2, $3))
     select pg_notify('change_events', '')`,
    [changeSetId, batch, JSON.stringify({ created, updated, fields: Object.keys(fields) })],
  );
}

/** Sums over the markers of a change set. */
export async function sumMarkers(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
): Promise<BatchCounts & { batches: number; applied: number; prefiltered: number }> {
  const { rows } = await client.query(
    `select count(*)::int as batches, count(applied_at)::int as applied,
       coalesce(sum(prefiltered) filter (where applied_at is not null), 0)::int as prefiltered,
       ${['created', 'models', 'updated', 'unchanged', 'notApplied', 'skipped', 'productsUpdated', 'kept', 'locked']
         .map((name) => `coalesce(sum((counts ->> '${name}')::int), 0)::int as "${name}"`)
         .join(', ')},
       coalesce(sum((counts ->> 'review')::int - reviewed_rows), 0)::int as review,
       (select coalesce(jsonb_object_agg(key, n), '{}') from (
          select f.key, sum(f.value::int) as n from change_set_batches m cross join lateral jsonb_each_text(m.counts -> 'fields') f
          where m.change_set_id = $1 group by f.key) t) as fields
     from change_set_batches where change_set_id = $1`,
    [changeSetId],
  );
  return rows[0];
}

/** Number of the next batch of rows that people decided about. */
export async function nextReviewBatch(client: PoolClient, changeSetId: string): Promise<number> {
  const { rows } = await client.query<{ next: number }>(
    `select greatest(coalesce(max(batch) + 1, 0), $2)::int as next from change_set_batches where change_set_id = $1`,
    [changeSetId, FIRST_REVIEW_BATCH],
  );
  return rows[0]!.next;
}
