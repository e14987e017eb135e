import { AppError } from '../../platform/errors.ts';
import { columnOf, stageColumns, type ChangeSetDefinition } from './definition.ts';
import { literal } from './field-sql.ts';

export const planKinds: Readonly<Record<string, string>> = {
  create: 'c',
  update: 'u',
  unchanged: 'n',
  review: 'r',
  moved: 'x',
  skipped: 's',
};

/** Which rows of a plan are meant; every condition that is given must hold. */
export interface PlanCondition {
  readonly kind?: string | undefined;
  readonly field?: string | undefined;
  /** Percent by which the field's number changes, up or down. */
  readonly changeGt?: string | undefined;
  readonly changeLt?: string | undefined;
  readonly supplierReference?: string | undefined;
  readonly sku?: string | undefined;
}

/**
 * The condition over `p` (plan), `s` (stage) and `pr` (products). What can be told from the plan alone is told
 * from it, so that a page of a million rows reads only the lines before its end.
 */
export function plannedWhere(definition: ChangeSetDefinition, condition: PlanCondition) {
  const columns = stageColumns(definition);
  const parts: string[] = [];
  const { kind, field, supplierReference, sku } = condition;
  if (kind) parts.push(`p.action = ${literal(planKinds[kind] ?? '')}`);
  if (field) {
    const column = columnOf(columns, field);
    const made = column ? ` or (p.action = 'c' and s.${column} is not null)` : '';
    parts.push(`(p.changes ? ${literal(field)}${made})`);
  }
  parts.push(...changeBounds(definition, condition));
  if (supplierReference !== undefined) {
    const column = columnOf(columns, 'supplierReference');
    parts.push(column ? `s.${column} = ${literal(supplierReference)}` : 'false');
  }
  if (sku !== undefined) {
    const column = columnOf(columns, 'sku');
    parts.push(`(pr.sku = ${literal(sku)}${column ? ` or s.${column} = ${literal(sku)}` : ''})`);
  }
  return {
    where: parts.join(' and ') || 'true',
    from: (stage: string, plan: string): string =>
      `${plan} p join ${stage} s on s.line = p.line left join products pr on pr.id = p.product_id`,
  };
}

/** A change from nothing or from zero has no percentage, so it is above no bound. */
function changeBounds(definition: ChangeSetDefinition, condition: PlanCondition): string[] {
  const { field, changeGt, changeLt } = condition;
  if (changeGt === undefined && changeLt === undefined) return [];
  const column = stageColumns(definition).find((c) => c.field === field);
  if (column?.type !== 'numeric')
    throw new AppError('imports.invalid', {
      message: `A change in percent needs a field that is a number, such as price.sale; "${field ?? ''}" is none`,
      params: { field: field ?? null },
    });
  const pair = `p.changes -> ${literal(column.field)}`;
  const percent = `abs((${pair} ->> 1)::numeric - (${pair} ->> 0)::numeric) * 100 / nullif(abs((${pair} ->> 0)::numeric), 0)`;
  const bound = (sign: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${percent} ${sign} ${literal(value)}::numeric`];
  return [`p.action = 'u'`, ...bound('>', changeGt), ...bound('<', changeLt)];
}
