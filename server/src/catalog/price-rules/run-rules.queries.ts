import type { PoolClient, QueryResultRow } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';
import { computePrices, parametersOf, type ComputeParameters } from './compute-prices.queries.ts';

/** What became, or would become, of the prices that rules make. */
export interface RunCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** A person set them, or locked them. */
  readonly kept: number;
  /** No price could be made, by problem. */
  readonly skipped: Readonly<Record<string, number>>;
}

export interface ComputedPrice {
  readonly productId: string;
  readonly sku: string;
  readonly ruleId: string;
  readonly rule: string;
  readonly type: string;
  readonly currency: string;
  readonly action: 'created' | 'updated' | 'unchanged' | 'kept' | 'skipped';
  /** Why there is no new price. */
  readonly problem: string | null;
  readonly old: string | null;
  readonly new: string | null;
  readonly taxIncluded: boolean | null;
  /** Each step with the amount behind it, to six digits; the last one is the price. */
  readonly steps: readonly { step: string; params: Record<string, unknown>; amount: string }[] | null;
}

/** Owner of the prices that rules make: files do not write over them, people do. */
export const RULE_OWNER = 'rule';

const counted = `jsonb_build_object(
    'created', count(*) filter (where action = 'created'), 'updated', count(*) filter (where action = 'updated'),
    'unchanged', count(*) filter (where action = 'unchanged'), 'kept', count(*) filter (where action = 'kept'),
    'skipped', (select coalesce(jsonb_object_agg(problem, n), '{}')
      from (select problem, count(*) as n from price_run where action = 'skipped' group by problem) s))`;

/** A run over a whole catalogue takes longer than the answers that people wait for. */
const RUN_TIMEOUT_SECONDS = 300;

/** Computes into a temporary table, which goes with the transaction. */
export async function computeRun(client: PoolClient, parameters: ComputeParameters): Promise<RunCounts> {
  await client.query(`set local statement_timeout = '${RUN_TIMEOUT_SECONDS}s'`);
  await client.query(
    `create temporary table price_run on commit drop as ${computePrices} select * from computed`,
    parametersOf(parameters),
  );
  const { rows } = await client.query<{ counts: RunCounts }>(`select ${counted} as counts from price_run`);
  return rows[0]!.counts;
}

/** What changes first, then what does not. */
export async function sampleRun(client: Statements, limit: number): Promise<ComputedPrice[]> {
  const { rows } = await client.query<ComputedPrice & QueryResultRow>(
    `select product_id as "productId", sku, rule_id as "ruleId", rule, type, currency, action, problem,
       old_amount::text as old, new_amount::text as new, new_tax as "taxIncluded", steps
     from price_run order by array_position(array['updated', 'created', 'kept', 'skipped', 'unchanged'], action), sku, type, currency limit $1`,
    [limit],
  );
  return rows;
}

/**
 * Locks the products in the order in which all writers do, and leaves out the prices that somebody changed while they
 * were computed. @returns how many those are
 */
export async function lockRun(client: PoolClient): Promise<number> {
  await client.query(`delete from price_run where action not in ('created', 'updated')`);
  await client.query(
    `select count(*) from (select id from products where id in (select product_id from price_run) order by id for no key update) locked`,
  );
  const { rowCount } = await client.query(
    `delete from price_run r where not exists (
       select from products p
       left join product_prices x on x.product_id = p.id and x.type = r.type and x.currency = r.currency
       left join field_sources f on f.product_id = p.id
       where p.id = r.product_id and x.amount is not distinct from r.old_amount and x.tax_included is not distinct from r.old_tax
         and f.owners ->> r.field is not distinct from r.own_owner)`,
  );
  return rowCount ?? 0;
}

/** Writes the prices of the run with their owners, their history and the operation, set by set. */
export async function writeRun(
  client: PoolClient,
  run: { id: string; origin: Origin; definition: object },
): Promise<{ created: number; updated: number; fields: Record<string, number> }> {
  const { origin } = run;
  await client.query(
    `insert into product_prices (product_id, type, currency, amount, tax_included)
     select product_id, type, currency, new_amount, new_tax from price_run order by product_id, type, currency
     on conflict (product_id, type, currency) do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now()`,
  );
  await client.query(
    `insert into field_sources (product_id, owners)
     select product_id, jsonb_object_agg(field, '${RULE_OWNER}') from price_run group by product_id
     on conflict (product_id) do update set owners = field_sources.owners || excluded.owners`,
  );
  // The suppliers' next files are compared with these products again, although their rows may be the same.
  await client.query(
    'update supplier_products set row_hash = null where row_hash is not null and product_id in (select product_id from price_run)',
  );
  await client.query(
    `insert into change_sets (id, kind, state, actor, actor_id, request_id, source_address, definition, finished_at)
     values ($1, 'price_rule', 'completed', $2, $3, $4, $5, $6, now())`,
    [
      run.id,
      origin.actor,
      origin.actorId,
      origin.requestId,
      origin.sourceAddress,
      JSON.stringify(run.definition),
    ],
  );
  await client.query(
    // The clock, not the transaction's start: what this waited for is older.
    `insert into field_changes (at, change_set_id, product_id, kind, version, changes, exact)
     select statement_timestamp(), $1, r.product_id, 'updated', p.version,
       jsonb_object_agg(r.field, jsonb_build_array(r.old_amount::text, r.new_amount::text)),
       coalesce(jsonb_object_agg(r.field, jsonb_build_array(jsonb_build_array(r.old_amount::text, r.old_tax), jsonb_build_array(r.new_amount::text, r.new_tax)))
           filter (where r.old_tax <> r.new_tax), '{}')
         || coalesce(jsonb_object_agg('owner/' || r.field, jsonb_build_array(r.own_owner, '${RULE_OWNER}'))
           filter (where r.own_owner is distinct from '${RULE_OWNER}'), '{}')
     from price_run r join products p on p.id = r.product_id group by r.product_id, p.version`,
    [run.id],
  );
  const { rows } = await client.query<{
    counts: { created: number; updated: number; fields: Record<string, number> };
  }>(
    `with done as (
       select jsonb_build_object('created', 0, 'updated', count(distinct product_id),
         'fields', (select coalesce(jsonb_object_agg(field, n), '{}') from (select field, count(*) as n from price_run group by field) f)) as counts
       from price_run)
     insert into change_set_batches (change_set_id, batch, first_line, last_line, applied_at, counts)
     select $1, 0, 0, 0, now(), counts from done returning counts`,
    [run.id],
  );
  return rows[0]!.counts;
}
