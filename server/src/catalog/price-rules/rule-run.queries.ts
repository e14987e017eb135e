import type { PoolClient } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';
import type { RunScope } from './price-rule.schemas.ts';
import type { RunCounts } from './run-rules.queries.ts';

/** The rules of a run as they were when it was asked for: rows of `price_rules`, so that an edit does not mix two. */
export type RuleSnapshot = readonly (Readonly<Record<string, unknown>> & {
  readonly target_currency: string;
})[];

export interface RunDefinition extends RunScope {
  readonly rules: RuleSnapshot;
  readonly defaultCurrency: string;
  /** First and last product of each batch; cut when the run begins. */
  readonly ranges?: readonly (readonly [first: string, last: string])[];
}

/** What became of the prices of a batch, beside what every change set counts. */
export interface BatchOutcome {
  readonly created: number;
  /** Products. */
  readonly updated: number;
  readonly fields: Readonly<Record<string, number>>;
  readonly prices: AppliedCounts;
}

export interface AppliedCounts extends RunCounts {
  /** Left alone because somebody changed them meanwhile. */
  readonly moved: number;
}

/** Those that are active, by priority. */
export async function snapshotRules(db: Statements): Promise<RuleSnapshot> {
  const { rows } = await db.query<{ rules: RuleSnapshot }>(
    `select coalesce(jsonb_agg(to_jsonb(r) order by r.priority, r.id), '[]') as rules from price_rules r where r.active`,
  );
  return rows[0]!.rules;
}

export async function insertRun(
  db: Statements,
  run: { id: string; origin: Origin; definition: RunDefinition },
): Promise<void> {
  const { origin } = run;
  await db.query(
    `insert into change_sets (id, kind, actor, actor_id, request_id, source_address, definition)
     values ($1, 'price_rule', $2, $3, $4, $5, $6)`,
    [
      run.id,
      origin.actor,
      origin.actorId,
      origin.requestId,
      origin.sourceAddress,
      JSON.stringify(run.definition),
    ],
  );
}

export async function findRun(
  db: Statements,
  id: string,
): Promise<{ state: string; definition: RunDefinition } | undefined> {
  const { rows } = await db.query<{ state: string; definition: RunDefinition }>(
    `select state, definition from change_sets where id = $1 and kind = 'price_rule'`,
    [id],
  );
  return rows[0];
}

/**
 * Cuts the products into batches by their ids, once: a run that was killed goes on with the same ones.
 * @returns the ranges
 */
export async function cutRun(
  client: PoolClient,
  id: string,
  { productIds, size }: { productIds: readonly string[] | null; size: number },
): Promise<NonNullable<RunDefinition['ranges']>> {
  const { rows } = await client.query<{ first: string; last: string }>(
    `select min(id::text) as first, max(id::text) as last
     from (select id, (row_number() over (order by id) - 1) / $2::int as batch from products
       where status <> 'archived' and ($1::uuid[] is null or id = any($1))) p group by batch order by batch`,
    [productIds, size],
  );
  const ranges = rows.map(({ first, last }) => [first, last] as const);
  await client.query(
    `update change_sets set definition = definition || jsonb_build_object('ranges', $2::jsonb) where id = $1`,
    [id, JSON.stringify(ranges)],
  );
  await client.query(
    `insert into change_set_batches (change_set_id, batch, first_line, last_line)
     select $1, b, 0, 0 from generate_series(0, $2::int - 1) b on conflict do nothing`,
    [id, ranges.length],
  );
  return ranges;
}

export async function listOpenRunBatches(db: Statements, id: string): Promise<number[]> {
  const { rows } = await db.query<{ batch: number }>(
    'select batch from change_set_batches where change_set_id = $1 and applied_at is null order by batch',
    [id],
  );
  return rows.map(({ batch }) => batch);
}

/** The marker, set in the transaction of the batch's writes. @throws where another process applied the batch */
export async function markRunBatch(
  client: PoolClient,
  id: string,
  batch: number,
  outcome: BatchOutcome,
): Promise<void> {
  const { rowCount } = await client.query(
    'update change_set_batches set applied_at = now(), counts = $3 where change_set_id = $1 and batch = $2 and applied_at is null',
    [id, batch, JSON.stringify(outcome)],
  );
  if (rowCount !== 1) throw new Error(`batch ${batch} of the run ${id} was applied by another process`);
}

/** Sums over the markers of a run. */
export async function readApplied(db: Statements, id: string): Promise<AppliedCounts> {
  const sum = (name: string): string => `coalesce(sum((counts #>> '{prices,${name}}')::int), 0)`;
  const { rows } = await db.query<{ counts: AppliedCounts }>(
    `select jsonb_build_object(${['created', 'updated', 'unchanged', 'kept', 'moved'].map((name) => `'${name}', ${sum(name)}`).join(', ')},
       'skipped', (select coalesce(jsonb_object_agg(key, n), '{}') from (
          select s.key, sum(s.value::int) as n from change_set_batches m cross join lateral jsonb_each_text(m.counts #> '{prices,skipped}') s
          where m.change_set_id = $1 group by s.key) t)) as counts
     from change_set_batches where change_set_id = $1`,
    [id],
  );
  return rows[0]!.counts;
}
