import type { PoolClient } from 'pg';
import { AppError } from '../../platform/errors.ts';
import {
  hasClears,
  stageColumns,
  stagingTables,
  type ChangeSetDefinition,
  type StageColumn,
} from './definition.ts';
import { textArray } from './field-sql.ts';
import { plannedWhere, type PlanCondition } from './plan-condition.ts';

/** What a person leaves out of a plan. */
export interface Exclusion {
  readonly lines?: readonly number[] | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly filter?: PlanCondition | undefined;
}

/** Left without these a row would mean another product than the plan says. */
const keys = new Set(['sku', 'gtin', 'mpn', 'supplierReference']);

/** @throws AppError for what cannot be left out, before anything is queued */
export function checkExclusion(definition: ChangeSetDefinition, exclusion: Exclusion): void {
  excludedColumns(definition, exclusion);
  if (exclusion.filter) plannedWhere(definition, exclusion.filter);
}

function excludedColumns(definition: ChangeSetDefinition, { fields = [] }: Exclusion): StageColumn[] {
  const columns = stageColumns(definition);
  const identifying = columns.some(({ field }) => field === 'mpn') ? new Set([...keys, 'brand']) : keys;
  return fields.map((name) => {
    const column = columns.find(({ field }) => field === name);
    if (!column)
      throw new AppError('imports.unknown_field', {
        message: `The import has no field "${name}"; it has ${columns.map(({ field }) => field).join(', ')}`,
        params: { field: name },
      });
    if (identifying.has(name))
      throw new AppError('imports.field_is_key', {
        message: `Rows are matched by "${name}", so it cannot be left out; leave out lines instead`,
        params: { field: name },
        status: 422,
      });
    return column;
  });
}

/**
 * Takes rows and fields out of a plan that is not yet applied. A field leaves the stage itself, so that whatever
 * is planned again later has it no more; its rows lose their hash, else the next file would be taken for applied.
 * Done once: a run that goes on after a kill finds its note in the same transaction's tables.
 */
export async function excludeFromPlan(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  exclusion: Exclusion,
): Promise<void> {
  const { stage, plan, terms } = stagingTables(changeSetId);
  const columns = excludedColumns(definition, exclusion);
  await client.query('begin');
  const noted = await client.query(`select 1 from ${terms} where kind = '#excluded'`);
  if (noted.rowCount === 0) {
    await client.query(`insert into ${terms} (kind, value) values ('#excluded', '')`);
    await skipLines(client, plan, 'p.line = any($1)', [exclusion.lines ?? []]);
    if (exclusion.filter) {
      const { from, where } = plannedWhere(definition, exclusion.filter);
      await skipLines(client, plan, `p.line in (select p.line from ${from(stage, plan)} where ${where})`, []);
    }
    if (columns.length > 0) await leaveOutFields(client, { stage, plan }, columns);
  }
  await client.query('commit');
}

/** Rows that follow a left-out one would have no product. */
async function skipLines(
  client: PoolClient,
  plan: string,
  condition: string,
  values: readonly unknown[],
): Promise<void> {
  await client.query(
    `with out as materialized (select p.line from ${plan} p where ${condition})
     update ${plan} p set action = 's', kept = 0, locked = 0
     where p.action in ('c', 'u', 'n') and (p.line in (select line from out) or p.follows in (select line from out))`,
    [...values],
  );
}

async function leaveOutFields(
  client: PoolClient,
  { stage, plan }: { stage: string; plan: string },
  columns: readonly StageColumn[],
): Promise<void> {
  const names = columns.map(({ column }) => column);
  await client.query(
    `update ${stage} s set ${names.map((name) => `${name} = null`).join(', ')}, hash = null
     where coalesce(${names.map((name) => `s.${name}::text`).join(', ')}) is not null`,
  );
  const fields = textArray(columns.map(({ field }) => field));
  if (hasClears(columns))
    await client.query(
      `update ${stage} set cleared = cleared - ${fields}, hash = null where cleared ?| ${fields}`,
    );
  await client.query(
    `update ${plan} p set changes = p.changes - ${fields},
       action = case when p.changes - ${fields} = '{}' then 's' else p.action end
     where p.action = 'u' and p.changes ?| ${fields}`,
  );
}
