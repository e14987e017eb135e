import type { PoolClient } from 'pg';
import { stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { buildObject } from './field-sql.ts';
import { planKinds, plannedWhere, type PlanCondition } from './plan-condition.ts';

export interface PlannedRow {
  readonly line: number;
  readonly kind: 'create' | 'update' | 'unchanged' | 'review' | 'moved' | 'skipped';
  readonly productId: string | null;
  readonly sku: string | null;
  readonly reason: string | null;
  /** field -> [old, new] */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>;
}

export interface PlanFilter extends PlanCondition {
  readonly afterLine: number;
  readonly limit: number;
}

/** Rows of a plan in order of their lines; a new product's fields are shown as changes from nothing. */
export async function listPlannedRows(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
  filter: PlanFilter,
): Promise<PlannedRow[]> {
  const { stage, plan } = stagingTables(changeSetId);
  const { from, where } = plannedWhere(definition, filter);
  const made = buildObject(
    stageColumns(definition).map(
      (c) =>
        [
          c.field,
          `case when s.${c.column} is not null then jsonb_build_array(null, s.${c.column}::text) end`,
        ] as const,
    ),
  );
  const named = Object.entries(planKinds).map(([kind, action]) => `when '${action}' then '${kind}'`);
  const { rows } = await client.query<PlannedRow>(
    `select p.line, case p.action ${named.join(' ')} end as kind,
       case when p.action = 'c' then null else p.product_id end as "productId", pr.sku, p.reason,
       coalesce(case when p.action = 'c' then jsonb_strip_nulls(${made}) else p.changes end, '{}') as changes
     from ${from(stage, plan)}
     where p.line > $1 and ${where} order by p.line limit $2`,
    [filter.afterLine, filter.limit],
  );
  return rows;
}

/** Rows that wait for a person or were left out because their product moved. */
export async function listOpenRows(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
): Promise<{ line: number; reason: string }[]> {
  const { plan } = stagingTables(changeSetId);
  const { rows } = await client.query<{ line: number; reason: string }>(
    `select abs(line) as line, coalesce(reason, 'row.moved') as reason from ${plan} where action in ('r', 'x') order by abs(line)`,
  );
  return rows;
}
