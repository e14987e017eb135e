import type { PoolClient } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { appendBatchEvent } from '../change-sets/batch.queries.ts';
import {
  deleteRule,
  findRule,
  insertRule,
  listRules,
  updateRule,
  type PriceRule,
} from './price-rule.queries.ts';
import type { PriceRuleInput, RunScope } from './price-rule.schemas.ts';
import {
  computeRun,
  lockRun,
  sampleRun,
  writeRun,
  type ComputedPrice,
  type RunCounts,
} from './run-rules.queries.ts';

/** Prices that a preview explains; its counts are of all. */
const SHOWN_PRICES = 100;

export interface AppliedRules {
  /** Null where no price changed. */
  readonly operationId: string | null;
  readonly counts: RunCounts & {
    /** Left alone because somebody changed them meanwhile. */
    readonly moved: number;
  };
}

/** Rules that make prices, what they would make, and the operation that makes them. */
export function createPriceRuleService(deps: {
  db: Statements;
  defaultCurrency: () => Promise<string>;
  newId: () => string;
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

  async function compute(client: PoolClient, scope: RunScope): Promise<RunCounts> {
    const rules = await listRules(client);
    const unknown = scope.ruleIds?.find((id) => !rules.some((rule) => rule.id === id.toLowerCase()));
    if (unknown !== undefined) absent(unknown);
    return computeRun(client, {
      ruleIds: scope.ruleIds ?? null,
      productIds: scope.productIds ?? null,
      defaultCurrency: await deps.defaultCurrency(),
      digits: Object.fromEntries(rules.map(({ target }) => [target.currency, digitsOf(target.currency)])),
    });
  }

  return {
    get,
    list: () => listRules(deps.db),
    async create(client: Statements, rule: PriceRuleInput): Promise<PriceRule> {
      requireSound(rule);
      return insertRule(client, rule);
    },
    /** @throws AppError `price-rules.stale` when it is at another version than `expected` */
    async change(
      client: Statements,
      { id, expected, patch }: { id: string; expected: number | null; patch: Partial<PriceRuleInput> },
    ): Promise<PriceRule> {
      const rule = { ...(await getForChange(client, id, expected)), ...patch };
      requireSound(rule);
      return updateRule(client, id, rule);
    },
    async remove(client: Statements, id: string, expected: number | null): Promise<void> {
      await getForChange(client, id, expected);
      await deleteRule(client, id);
    },
    /** In a transaction of its own, which leaves nothing behind. */
    async preview(
      client: PoolClient,
      scope: RunScope,
    ): Promise<{ counts: RunCounts; items: ComputedPrice[] }> {
      const counts = await compute(client, scope);
      return { counts, items: await sampleRun(client, SHOWN_PRICES) };
    },
    async apply(client: PoolClient, scope: RunScope, origin: Origin): Promise<AppliedRules> {
      const computed = await compute(client, scope);
      const moved = await lockRun(client);
      const counts = { ...computed, moved };
      if (computed.created + computed.updated - moved === 0) return { operationId: null, counts };
      const id = deps.newId();
      const done = await writeRun(client, { id, origin, definition: scope });
      await appendBatchEvent(client, id, 0, done);
      return { operationId: id, counts };
    },
  };
}

/** What the schema cannot say. @throws AppError `price-rules.invalid` */
function requireSound({ basis, method, minimumMargin, taxPercent, target }: PriceRuleInput): void {
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

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

function absent(id: string): never {
  throw new AppError('price-rules.not_found', {
    message: `There is no price rule ${id}`,
    params: { id },
  });
}
