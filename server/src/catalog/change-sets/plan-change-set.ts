import type { PoolClient } from 'pg';
import { hasStructure, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { planSelect } from './plan.queries.ts';
import { stageHasFollowers, type Helper } from './stage.queries.ts';
import { comparePlaces, findParents } from './structure.queries.ts';
import { joinTwins } from './twin-rows.queries.ts';
import { releaseDecided } from './review/match-decisions.queries.ts';

/**
 * Plans every staged row of the batches that are not yet applied.
 *
 * @param helper lends a second connection: of two or more batches each connection plans a half
 */
export async function planAllRows(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  helper: Helper,
): Promise<void> {
  const { plan } = stagingTables(changeSetId);
  const comparedAt = await settledBefore(client);
  if (definition.decided) await releaseDecided(client, changeSetId, definition);
  const openFor = (batch: string): string => isOpen(changeSetId, batch);
  const open = openFor('s.batch');
  // Rows of applied batches stay: they are the list of what waits for a person.
  await client.query(
    `delete from ${plan} where batch in (select batch from change_set_batches where change_set_id = $1 and applied_at is null)`,
    [changeSetId],
  );
  await planLeaders(client, changeSetId, definition, { open, helper });
  if (await stageHasFollowers(client, changeSetId))
    await planFollowers(client, changeSetId, definition, openFor);
  await joinTwins(client, changeSetId, definition);
  if (hasStructure(stageColumns(definition))) {
    // Unknown, the plan counts as small: each of its rows would be compared with each parent.
    await client.query(`analyze ${plan} (line, batch, action, product_id)`);
    await client.query(findParents(changeSetId, definition, openFor('p.batch')));
    await client.query(comparePlaces(changeSetId, definition, openFor('p.batch')));
  }
  await planReviewAgain(client, changeSetId, definition);
  await client.query(`create unique index if not exists ${indexName(plan, 'line')} on ${plan} (line)`);
  await client.query(`create index if not exists ${indexName(plan, 'batch')} on ${plan} (batch, action)`);
  await client.query(`analyze ${plan} (line, batch, action, product_id)`);
  // A crash takes the plan as well, whose table is not logged.
  await client.query(
    `update change_sets set state = 'planned', planned_at = $2 where id = $1
     returning set_config('synchronous_commit', 'off', true)`,
    [changeSetId, comparedAt],
  );
}

/**
 * The moment before which every change of the catalogue is committed, and so seen by a plan that begins now: changes
 * are dated within their transactions, of which the oldest that is open began then. The two seconds are for a
 * transaction that had begun and was not yet in the list.
 */
async function settledBefore(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ moment: string }>(
    `select (least(clock_timestamp(), min(xact_start)) - interval '2 seconds')::text as moment from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  return rows[0]!.moment;
}

/** Rows that stand for themselves; those of two or more batches on two connections. */
async function planLeaders(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  { open, helper }: { open: string; helper: Helper },
): Promise<void> {
  const { plan } = stagingTables(changeSetId);
  const insert = (on: PoolClient, half: string): Promise<unknown> =>
    on.query(
      `insert into ${plan} ${planSelect(changeSetId, definition, `s.follows is null and ${half} and ${open}`, 'none')}`,
    );
  const batches = await client.query(
    'select from change_set_batches where change_set_id = $1 and applied_at is null limit 2',
    [changeSetId],
  );
  if (batches.rowCount !== 2) return void (await insert(client, 'true'));
  // Both have ended when this fails: what is planned again must not meet rows that come late.
  const halves = await Promise.allSettled([
    insert(client, 's.batch % 2 = 0'),
    helper((second) => insert(second, 's.batch % 2 = 1')),
  ]);
  for (const half of halves) if (half.status === 'rejected') throw half.reason;
}

/** Rows that follow another one take its product, so they are planned after it. */
async function planFollowers(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  openFor: (batch: string) => string,
): Promise<void> {
  const { stage, plan } = stagingTables(changeSetId);
  await client.query(
    `insert into ${plan} ${planSelect(changeSetId, definition, `s.follows is not null and exists (select from ${plan} l where l.line = s.follows and ${openFor('l.batch')})`)}`,
  );
  await client.query(
    `insert into ${plan} ${planSelect(changeSetId, definition, `s.follows is not null and ${openFor('s.batch')} and not exists (select from ${stage} l where l.line = s.follows)`)}`,
  );
}

/** After a crash of the database the plan of applied batches is gone; their rows for a person are found again. */
async function planReviewAgain(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const { plan } = stagingTables(changeSetId);
  const applied = await client.query(
    `select 1 from change_set_batches b where b.change_set_id = $1 and b.applied_at is not null
       and (b.counts ->> 'review')::int + (b.counts ->> 'notApplied')::int > 0
       and not exists (select from ${plan} p where p.batch = b.batch) limit 1`,
    [changeSetId],
  );
  if (applied.rowCount === 0) return;
  const done = `exists (select from change_set_batches b
    where b.change_set_id = '${changeSetId}' and b.batch = s.batch and b.applied_at is not null)`;
  await client.query(
    `insert into ${plan} select f.* from (${planSelect(changeSetId, definition, done)}) f
     where f.action = 'r' and not exists (select from ${plan} p where p.line = f.line)`,
  );
}

/** SQL: whether a batch is not applied yet. */
const isOpen = (changeSetId: string, batch: string): string => `not exists (select from change_set_batches b
    where b.change_set_id = '${changeSetId}' and b.batch = ${batch} and b.applied_at is not null)`;

const indexName = (table: string, column: string): string => `${table.replace('staging.', '')}_${column}_idx`;

/** Plans some lines of a batch again, against what the catalogue holds now; created rows keep their new ids. */
export async function planLinesAgain(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  scope: string,
): Promise<void> {
  const { plan } = stagingTables(changeSetId);
  await client.query(
    `with fresh as materialized (${planSelect(changeSetId, definition, scope)})
     update ${plan} p set action = f.action, offer_id = f.offer_id, version = f.version, changes = f.changes,
       kept = f.kept, locked = f.locked, reason = f.reason,
       product_id = case when f.action = 'c' then p.product_id else f.product_id end
     from fresh f where f.line = p.line`,
  );
  if (hasStructure(stageColumns(definition)))
    await client.query(comparePlaces(changeSetId, definition, scope));
}

/**
 * A row that was planned again may mean another product, and with it those that name the row as their parent: also
 * those that are applied, which `settleStructure` moves.
 */
export async function findParentsAgain(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  if (!hasStructure(stageColumns(definition))) return;
  await client.query(findParents(changeSetId, definition, 'true'));
}
