import type { PoolClient } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { tellDefinition } from '../definitions/definition-event.queries.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import {
  deleteRule,
  findRule,
  insertRule,
  listRules,
  updateRule,
  type PriceRule,
} from './price-rule.queries.ts';
import type { PriceRuleInput, RunScope } from './price-rule.schemas.ts';
import { insertRun, snapshotRules, type RunDefinition } from './rule-run.queries.ts';
import { computeRun, sampleRun, type ComputedPrice, type RunCounts } from './run-rules.queries.ts';

/** Prices that a preview explains; its counts are of all. */
const SHOWN_PRICES = 100;

export interface WrittenRule {
  readonly rule: PriceRule;
  readonly operationId: string;
}

interface RuleEdit extends VersionedEdit {
  readonly id: string;
}

/** Rules that make prices, what they would make, and the run that makes it. */
export function createPriceRuleService(deps: {
  db: Statements;
  defaultCurrency: () => Promise<string>;
  newId: () => string;
  /** Hands a run to the workers, in the transaction that asks for it. */
  enqueueRun: (client: PoolClient, operationId: string) => Promise<void>;
}) {
  const get = async (id: string, db: Statements = deps.db, lock = false): Promise<PriceRule> =>
    (await findRule(db, id, lock)) ?? absent(id);

  async function getForChange(client: Statements, id: string, expected: number | null): Promise<PriceRule> {
    const present = await get(id, client, true);
    if (expected === null || expected === present.version) return present;
    throw new AppError('price-rules.stale', {
      message: `The rule was changed meanwhile (version ${present.version}, yours ${expected}); read it again`,
      params: { version: present.version },
    });
  }

  async function define(client: Statements, scope: RunScope): Promise<RunDefinition> {
    const known = new Set((await listRules(client)).map(({ id }) => id));
    const unknown = scope.ruleIds?.find((id) => !known.has(id.toLowerCase()));
    if (unknown !== undefined) absent(unknown);
    return { ...scope, rules: await snapshotRules(client), defaultCurrency: await deps.defaultCurrency() };
  }

  return {
    get,
    list: () => listRules(deps.db),
    async create(client: Statements, rule: PriceRuleInput, origin: Origin): Promise<WrittenRule> {
      requireSound(rule);
      const made = await insertRule(client, rule);
      return { rule: made, operationId: await tell(client, origin, { before: null, after: made }) };
    },
    /** @throws AppError `price-rules.stale` when it is at another version than `expected` */
    async change(
      client: Statements,
      { id, expected, origin, patch }: RuleEdit & { patch: Partial<PriceRuleInput> },
    ): Promise<WrittenRule> {
      const before = await getForChange(client, id, expected);
      const wanted = { ...before, ...patch };
      requireSound(wanted);
      const rule = await updateRule(client, id, wanted);
      return { rule, operationId: await tell(client, origin, { before, after: rule }) };
    },
    /** @returns the operation */
    async remove(client: Statements, { id, expected, origin }: RuleEdit): Promise<string> {
      const before = await getForChange(client, id, expected);
      await deleteRule(client, id);
      return tell(client, origin, { before, after: null });
    },
    /** In a transaction of its own, which leaves nothing behind. */
    async preview(
      client: PoolClient,
      scope: RunScope,
    ): Promise<{ counts: RunCounts; items: ComputedPrice[] }> {
      const counts = await computeRun(client, { ...(await define(client, scope)), range: null });
      return { counts, items: await sampleRun(client, SHOWN_PRICES) };
    },
    /** Writes a run down in the caller's transaction, to be run afterwards. @returns its operation id */
    async apply(client: PoolClient, scope: RunScope, origin: Origin): Promise<string> {
      const id = deps.newId();
      await insertRun(client, { id, origin, definition: await define(client, scope) });
      await deps.enqueueRun(client, id);
      return id;
    },
  };
}

/** What people set of it. */
const valuesOf = (rule: PriceRule): object => {
  const { name, priority, active, basis, method, minimumMargin, taxPercent, taxCountry } = rule;
  const { rounding, target, scope } = rule;
  return {
    name,
    priority,
    active,
    basis,
    method,
    minimumMargin,
    taxPercent,
    taxCountry,
    rounding,
    target,
    scope,
  };
};

/** For the audit log. @returns the operation */
const tell = (
  client: Statements,
  origin: Origin,
  { before, after }: { before: PriceRule | null; after: PriceRule | null },
): Promise<string> =>
  tellDefinition(client, {
    entity: 'price-rule',
    id: (after ?? before)!.id,
    action: before === null ? 'created' : after === null ? 'deleted' : 'updated',
    origin,
    before: before && valuesOf(before),
    after: after && valuesOf(after),
  });

/** What the schema cannot say. @throws AppError `price-rules.invalid` */
function requireSound(rule: PriceRuleInput): void {
  const { basis, method, minimumMargin, taxPercent, taxCountry, target } = rule;
  if (taxPercent !== null && taxCountry !== null)
    throw invalid(
      'taxCountry',
      `A rule has one tax: ${taxPercent} % or that of ${taxCountry}; clear one`,
      taxCountry,
    );
  const margin = method.kind === 'margin' ? method.value : null;
  for (const [field, value] of [
    ['method/value', margin],
    ['minimumMargin', minimumMargin],
  ] as const)
    if (value !== null && Number(value) >= 100)
      throw invalid(
        field,
        `A margin of ${value} % has no price; it is a part of the price, below 100`,
        value,
      );
  if (taxPercent !== null && Number(taxPercent) > 100)
    throw invalid('taxPercent', `A tax of ${taxPercent} % is not possible; write 20 for 20 %`, taxPercent);
  const known = new Set(Intl.supportedValuesOf('currency'));
  for (const [field, currency] of [
    ['target/currency', target.currency],
    ['basis/currency', basis.kind === 'price' ? basis.currency : target.currency],
  ] as const)
    if (!known.has(currency))
      throw invalid(field, `"${currency}" is no currency of ISO 4217; write a code such as EUR`, currency);
  if (basis.kind === 'price' && basis.type === target.type && basis.currency === target.currency)
    throw invalid(
      'basis',
      `The price ${target.type} in ${target.currency} cannot be made of itself: it would grow with every run`,
      target.type,
    );
}

const invalid = (field: string, message: string, value: string): AppError =>
  new AppError('price-rules.invalid', { message, params: { field, value } });

function absent(id: string): never {
  throw new AppError('price-rules.not_found', {
    message: `There is no price rule ${id}`,
    params: { id },
  });
}
