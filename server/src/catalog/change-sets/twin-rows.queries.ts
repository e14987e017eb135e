import type { PoolClient } from 'pg';
import { stagingTables, type ChangeSetDefinition } from './definition.ts';
import { planSelect } from './plan.queries.ts';
import { noteFollowers, tieFollowers } from './stage.queries.ts';

/**
 * Rows that found one product by different codes: the file alone could not tell that they mean the same. As for
 * those that it could, the last one describes the product and the earlier ones bring their offers; applied apart,
 * each by its own batch, which of them were the last would be chance.
 */
export async function joinTwins(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const { plan } = stagingTables(changeSetId);
  const { rows: twins } = await client.query<{ line: number; leader: number }>(
    // One scan: joined with its own groups, the plan, of which nothing is known yet, was read once per row.
    `select line, leader from (
       select line, max(line) over (partition by product_id) as leader from ${plan}
       where follows is null and action in ('u', 'n')) p
     where line <> leader`,
  );
  if (twins.length === 0) return;
  // What follows a row that now follows another one, follows that one.
  const { rows: moved } = await client.query<{ line: number; leader: number }>(
    `select p.line, t.leader from ${plan} p join unnest($1::int[], $2::int[]) as t(line, leader) on t.line = p.follows`,
    [twins.map(({ line }) => line), twins.map(({ leader }) => leader)],
  );
  const followers = [...twins, ...moved];
  await tieFollowers(client, changeSetId, definition, followers);
  await noteFollowers(client, changeSetId);
  const [leaders, lines] = [
    [...new Set(followers.map(({ leader }) => leader))],
    followers.map(({ line }) => line),
  ];
  await client.query(`delete from ${plan} where line = any($1)`, [[...leaders, ...lines]]);
  await client.query(
    `insert into ${plan} ${planSelect(changeSetId, definition, `s.line = any('{${leaders.join(',')}}'::int[])`, 'none')}`,
  );
  await client.query(
    `insert into ${plan} ${planSelect(changeSetId, definition, `s.line = any('{${lines.join(',')}}'::int[])`)}`,
  );
}
