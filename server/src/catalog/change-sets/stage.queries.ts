import type { PoolClient } from 'pg';
import {
  FIRST_REVIEW_BATCH,
  columnOf,
  hasClears,
  stageColumns,
  stagingTables,
  type ChangeSetDefinition,
} from './definition.ts';
import { collectMissing, dropMissing } from './missing-offers.queries.ts';
import type { StageTotals } from './stage-writer.ts';
import { stageModels } from './stage-models.queries.ts';
import { collectTerms } from './terms.queries.ts';

/** Lends a connection, for what can be done beside another one. */
export type Helper = <Result>(work: (second: PoolClient) => Promise<Result>) => Promise<Result>;

/** Analysed by hand and dropped soon: autovacuum would only take a core from the import. */
const untended = 'with (autovacuum_enabled = off, toast.autovacuum_enabled = off)';

/** Unlogged: a crash of the database empties the stage, and the job starts again from its stored file. */
export async function createStage(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const { stage, plan, terms } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const fields = columns.map((c) => `${c.column} ${c.type}`);
  if (hasClears(columns)) fields.push('cleared jsonb');
  await dropStage(client, changeSetId);
  await client.query(`
    create unlogged table ${stage} (line integer not null, batch integer not null, follows integer,
      hash uuid, ${fields.join(', ')}, gtin_raw text, issues jsonb) ${untended};
    create unlogged table ${terms} (kind text not null, value text not null, key text, name text, ref uuid,
      keys text[], names text[], refs uuid[]) ${untended};
    create unlogged table ${plan} (line integer not null, batch integer not null, action "char" not null,
      product_id uuid not null, offer_id uuid, version integer, changes jsonb,
      kept integer not null, locked integer not null, reason text, follows integer,
      parent_id uuid, type text) ${untended}`);
}

export async function dropStage(client: Pick<PoolClient, 'query'>, changeSetId: string): Promise<void> {
  const { stage, plan, terms } = stagingTables(changeSetId);
  await client.query(`drop table if exists ${stage}, ${plan}, ${terms}; ${dropMissing(changeSetId)}`);
}

/** True while the stage is complete: its last row is written in the transaction that says so. */
export async function stageIsComplete(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
): Promise<boolean> {
  const { terms } = stagingTables(changeSetId);
  const exists = await client.query('select to_regclass($1) is not null as present', [terms]);
  if (!exists.rows[0]?.present) return false;
  const found = await client.query(`select 1 from ${terms} where kind = '#staged'`);
  return found.rowCount === 1;
}

const FOLLOWERS = 'followers';

/** True where some rows of a complete stage are further offers of another row's product. */
export async function stageHasFollowers(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
): Promise<boolean> {
  const { terms } = stagingTables(changeSetId);
  const found = await client.query(`select 1 from ${terms} where kind = '#staged' and value = $1`, [
    FOLLOWERS,
  ]);
  return found.rowCount === 1;
}

/**
 * Ends the staging: duplicates out, further offers tied to their product's row, models made, terms collected, batches
 * cut.
 */
export async function completeStage(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  { firstBatch, ...totals }: StageTotals & { firstBatch: number },
  helper: Helper,
): Promise<{ skipped: number }> {
  const { terms } = stagingTables(changeSetId);
  const losers = totals.keys.losers();
  const followers = totals.keys.followers();
  // Terms that only a left-out duplicate names must not be made: then the stage is asked which ones are left.
  const noted = losers.length === 0 ? totals.terms : null;
  if (noted) {
    await Promise.all([
      tieRows(client, changeSetId, definition, { losers, followers }),
      helper((second) => collectTerms(second, changeSetId, definition, noted)),
    ]);
  } else {
    await tieRows(client, changeSetId, definition, { losers, followers });
    await collectTerms(client, changeSetId, definition, noted);
  }

  // A crash takes the stage as well, whose tables are not logged: the file is read again.
  await client.query('begin; set local synchronous_commit = off');
  if (definition.missing) await collectMissing(client, changeSetId, definition, totals);
  await client.query(`insert into ${terms} (kind, value) values ('#staged', $1)`, [
    followers.length > 0 ? FOLLOWERS : '',
  ]);
  // A batch that is marked keeps its marker and its counts: its rows were applied before a crash.
  await client.query(
    `insert into change_set_batches (change_set_id, batch, first_line, last_line, prefiltered)
     select $1, $3 + b - 1, 0, 0, n from unnest($2::int[]) with ordinality as t(n, b)
     on conflict (change_set_id, batch) do update set prefiltered = excluded.prefiltered
       where change_set_batches.applied_at is null`,
    [changeSetId, totals.prefiltered, firstBatch],
  );
  if (firstBatch >= FIRST_REVIEW_BATCH) await noteReviewed(client, changeSetId, firstBatch);
  await client.query(`update change_sets set state = 'staged', staged_rows = $2 where id = $1`, [
    changeSetId,
    totals.staged,
  ]);
  await client.query('commit');
  return { skipped: losers.filter((line) => line > 0).length };
}

/** How many rows of each batch were counted as waiting before. */
async function noteReviewed(client: PoolClient, changeSetId: string, firstBatch: number): Promise<void> {
  const { stage } = stagingTables(changeSetId);
  await client.query(
    `update change_set_batches b set reviewed_rows = b.prefiltered + (select count(*) from ${stage} s where s.batch = b.batch)
     where b.change_set_id = $1 and b.batch >= $2 and b.applied_at is null`,
    [changeSetId, firstBatch],
  );
}

async function tieRows(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  { losers, followers }: { losers: number[]; followers: readonly { line: number; leader: number }[] },
): Promise<void> {
  const { stage } = stagingTables(changeSetId);
  // Without helpers: starting them takes longer than 100,000 lines.
  await client.query(`set max_parallel_maintenance_workers = 0; create index on ${stage} (line)`);
  if (losers.length) await client.query(`delete from ${stage} where line = any($1)`, [losers]);
  if (followers.length) await tieFollowers(client, changeSetId, definition, followers);
  await stageModels(client, changeSetId, definition);
  const keys = ['gtin', 'supplierReference', 'sku', 'mpn', 'brand']
    .map((field) => columnOf(stageColumns(definition), field))
    .filter((column) => column !== null);
  // A tenth of the usual sample: enough to choose between an index and a scan.
  await client.query(
    `set default_statistics_target = 10; analyze ${stage} (${['line', 'batch', 'follows', ...keys].join(', ')}); reset default_statistics_target`,
  );
}

/**
 * Rows of one product under several references: the last one describes the product, with what only earlier ones
 * say filled in, as if the rows had been applied one after the other; the earlier ones bring their offers.
 */
export async function tieFollowers(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  followers: readonly { line: number; leader: number }[],
): Promise<void> {
  const { stage } = stagingTables(changeSetId);
  await client.query(
    `update ${stage} s set follows = f.leader from unnest($1::int[], $2::int[]) as f(line, leader) where s.line = f.line`,
    [followers.map((f) => f.line), followers.map((f) => f.leader)],
  );
  const own = stageColumns(definition).filter(
    (c) => c.target.kind !== 'offer' && c.field !== 'sku' && c.field !== 'gtin',
  );
  if (own.length === 0) return;
  const latest = own.map(
    ({ column }) =>
      `(array_agg(${column} order by line desc) filter (where ${column} is not null))[1] as ${column}`,
  );
  await client.query(
    `update ${stage} s set ${own.map(({ column }) => `${column} = coalesce(s.${column}, e.${column})`).join(', ')}
     from (select follows, ${latest.join(', ')} from ${stage} where follows = any($1::int[]) group by follows) e
     where s.line = e.follows`,
    [[...new Set(followers.map((f) => f.leader))]],
  );
}

/** From now on rows of the stage follow others. */
export async function noteFollowers(client: PoolClient, changeSetId: string): Promise<void> {
  const { terms } = stagingTables(changeSetId);
  await client.query(`update ${terms} set value = $1 where kind = '#staged'`, [FOLLOWERS]);
}
