import type { PoolClient } from 'pg';
import { stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { literal, textArray } from './field-sql.ts';
import { planKinds } from './plan-condition.ts';

/** By how many percent the numbers of a field change, over the rows that change it. */
export interface FieldSpread {
  readonly field: string;
  readonly rows: number;
  readonly minPercent: string | null;
  readonly medianPercent: string | null;
  readonly maxPercent: string | null;
}

export interface PlanSummary {
  readonly kinds: Readonly<Record<string, number>>;
  readonly spreads: readonly FieldSpread[];
}

/** One scan of the plan for the kinds, one more over its changed rows for the amounts. */
export async function summarisePlan(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<PlanSummary> {
  const { plan } = stagingTables(changeSetId);
  const counted = Object.entries(planKinds).map(
    ([kind, action]) => `${literal(kind)}, count(*) filter (where action = '${action}')`,
  );
  const kinds = await client.query<{ kinds: Record<string, number> }>(
    `select jsonb_build_object(${counted.join(', ')}) as kinds from ${plan}`,
  );
  const amounts = stageColumns(definition)
    .filter(({ target }) => target.kind === 'price' || (target.kind === 'offer' && target.column === 'cost'))
    .map(({ field }) => field);
  const spreads = await client.query<FieldSpread>(
    `select f.field, count(*)::int as rows, round(min(f.percent), 2)::text as "minPercent",
       round(percentile_disc(0.5) within group (order by f.percent), 2)::text as "medianPercent",
       round(max(f.percent), 2)::text as "maxPercent"
     from (
       select a.field, ((p.changes -> a.field ->> 1)::numeric - (p.changes -> a.field ->> 0)::numeric) * 100
         / nullif(abs((p.changes -> a.field ->> 0)::numeric), 0) as percent
       from ${plan} p cross join unnest(${textArray(amounts)}) as a(field)
       where p.action = 'u' and p.changes ? a.field) f
     group by f.field order by f.field`,
  );
  return { kinds: kinds.rows[0]!.kinds, spreads: spreads.rows };
}
