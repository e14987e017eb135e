import type { PoolClient } from 'pg';
import { stagingTables, type ChangeSetDefinition } from './definition.ts';
import { planSelect } from './plan.queries.ts';

export interface MovedRow {
  readonly line: number;
  readonly planned: unknown;
  readonly now: unknown;
}

/**
 * Rows whose outcome is no longer the plan's, found without changing it: those of products that somebody changed
 * since, and new ones, which are only matched. Dated as in `productsTouchedSince`.
 */
export async function listMovedRows(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
  limit: number,
): Promise<MovedRow[]> {
  const { plan } = stagingTables(changeSetId);
  const touched = `s.line in (
    select p.line from ${plan} p where p.action = 'c' or p.action = 'u' and exists (
      select from field_changes f where f.product_id = p.product_id and f.change_set_id <> '${changeSetId}'
        and f.at >= (select planned_at from change_sets where id = '${changeSetId}')))`;
  const { rows } = await client.query<MovedRow>(
    // Where products go among models is added behind the comparison (`structure.queries.ts`).
    `select f.line, p.changes as planned, f.changes as now
     from (${planSelect(changeSetId, definition, touched)}) f
     join (select *, changes - '{parent,type}'::text[] as compared from ${plan}) p on p.line = f.line
     where case when p.action = 'u' and p.compared = '{}' then 'n' else p.action end <> f.action
       or f.action = 'u' and (p.compared <> f.changes or p.product_id <> f.product_id) order by f.line limit $1`,
    [limit],
  );
  return rows;
}
