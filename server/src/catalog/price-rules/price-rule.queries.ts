import type { QueryResultRow } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { PriceRuleInput } from './price-rule.schemas.ts';

export type PriceRule = PriceRuleInput & {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const columns = `id, name, priority, active, version, rounding, scope, created_at as "createdAt", updated_at as "updatedAt",
  case basis when 'price' then jsonb_build_object('kind', basis, 'type', basis_type, 'currency', basis_currency)
    else jsonb_build_object('kind', basis) end as basis,
  jsonb_build_object('kind', method, 'value', value::text) as method,
  minimum_margin::text as "minimumMargin", tax_percent::text as "taxPercent",
  jsonb_build_object('type', target_type, 'currency', target_currency) as target`;

/** In the order in which they are asked. */
export async function listRules(db: Statements): Promise<PriceRule[]> {
  const { rows } = await db.query<PriceRule & QueryResultRow>(
    `select ${columns} from price_rules order by priority, id`,
  );
  return rows;
}

/** @param lock kept until the transaction ends */
export async function findRule(db: Statements, id: string, lock = false): Promise<PriceRule | undefined> {
  const { rows } = await db.query<PriceRule & QueryResultRow>(
    `select ${columns} from price_rules where id = $1 ${lock ? 'for update' : ''}`,
    [id],
  );
  return rows[0];
}

const written =
  'name priority active basis basis_type basis_currency method value minimum_margin tax_percent rounding target_type target_currency scope'.split(
    ' ',
  );

function valuesOf(rule: PriceRuleInput): unknown[] {
  const { basis, method, target } = rule;
  const price = basis.kind === 'price' ? basis : null;
  return [
    rule.name.trim(),
    rule.priority,
    rule.active,
    basis.kind,
    price?.type ?? null,
    price?.currency ?? null,
    method.kind,
    method.value,
    rule.minimumMargin,
    rule.taxPercent,
    rule.rounding,
    target.type,
    target.currency,
    JSON.stringify(rule.scope),
  ];
}

export async function insertRule(db: Statements, rule: PriceRuleInput): Promise<PriceRule> {
  const { rows } = await db.query<PriceRule & QueryResultRow>(
    `insert into price_rules (${written.join(', ')}) values (${written.map((_, i) => `$${i + 1}`).join(', ')}) returning ${columns}`,
    valuesOf(rule),
  );
  return rows[0]!;
}

/** Under a new version. */
export async function updateRule(db: Statements, id: string, rule: PriceRuleInput): Promise<PriceRule> {
  const { rows } = await db.query<PriceRule & QueryResultRow>(
    `update price_rules set ${written.map((column, i) => `${column} = $${i + 2}`).join(', ')}, version = version + 1, updated_at = now()
     where id = $1 returning ${columns}`,
    [id, ...valuesOf(rule)],
  );
  return rows[0]!;
}

export async function deleteRule(db: Statements, id: string): Promise<void> {
  await db.query('delete from price_rules where id = $1', [id]);
}
