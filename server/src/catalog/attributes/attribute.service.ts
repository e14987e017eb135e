import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import { findUnit } from '../units/unit.queries.ts';
import {
  checkRules,
  wrong,
  type AttributeRules,
  type AttributeScope,
  type AttributeType,
  type RulesPatch,
} from './attribute-rules.ts';
import {
  countFilterable,
  countUses,
  deleteAttribute,
  findAttribute,
  insertAttribute,
  lockAttribute,
  updateAttribute,
  type AttributeRow,
  type Executor,
} from './attribute.queries.ts';
import type { Labels } from './attribute.tables.ts';

/** Each costs every import a little, and a grid with 2,000 filters is no use to anyone. */
const MOST_FILTERABLE = 64;

export interface AttributePatch {
  readonly type?: AttributeType | undefined;
  readonly scope?: AttributeScope | undefined;
  readonly validation?: RulesPatch | undefined;
  readonly filterable?: boolean | undefined;
  readonly group?: string | null | undefined;
  readonly labels?: LabelsPatch | undefined;
  readonly position?: number | undefined;
}

export type NewAttribute = AttributePatch & { readonly code: string; readonly type: AttributeType };

export interface Changed<Row> {
  readonly row: Row;
  /** Null when nothing differed. */
  readonly operationId: string | null;
}

/** Definitions of attributes; every change is made in the caller's transaction. */
export function createAttributeService({
  db,
  enqueueAlignment,
}: {
  db: Executor;
  /** The job that makes and drops the indexes of filters, sent with the transaction. */
  enqueueAlignment: (transaction: Executor) => Promise<void>;
}) {
  const get = async (code: string, executor = db): Promise<AttributeRow> =>
    (await findAttribute(executor, code)) ?? fail(absent('attributes', code));
  return {
    get,
    async create(transaction: Executor, input: NewAttribute, origin: Origin): Promise<Changed<AttributeRow>> {
      const next = applied(blank, input);
      await check(transaction, next);
      if (next.filterable) await requireRoom(transaction);
      const row = await insertAttribute(transaction, { code: input.code, ...columnsOf(next) });
      if (!row) throw codeTaken('attributes', input.code);
      if (row.filterable) await enqueueAlignment(transaction);
      const event = { ...audited(row.code, origin), action: 'created' as const, before: null, after: next };
      return { row, operationId: await appendDefinitionEvent(transaction, event) };
    },
    /** A type that values have been written in stays, and a scope is not narrowed below them. */
    async change(
      transaction: Executor,
      { code, patch, expected, origin }: AttributeEdit & { patch: AttributePatch },
    ): Promise<Changed<AttributeRow>> {
      const present = (await lockAttribute(transaction, code)) ?? fail(absent('attributes', code));
      requireVersion('attributes', present, expected);
      const before = stateOf(present);
      const next = applied(before, patch);
      await check(transaction, next);
      if (next.filterable && !before.filterable) await requireRoom(transaction);
      if (next.type !== before.type || narrows(before.scope, next.scope))
        await requireUnused(transaction, code, 'its type stays, and its scope may only widen');
      if (isDeepStrictEqual(before, next)) return { row: present, operationId: null };
      const row = await updateAttribute(transaction, code, columnsOf(next));
      if (row.filterable !== present.filterable || (row.filterable && row.type !== present.type))
        await enqueueAlignment(transaction);
      const event = { ...audited(code, origin), action: 'updated' as const, before, after: next };
      return { row, operationId: await appendDefinitionEvent(transaction, event) };
    },
    /** By force also one in use: it leaves its families, its values stay as free text. */
    async remove(
      transaction: Executor,
      { code, expected, origin, force }: AttributeEdit & { force: boolean },
    ): Promise<{ operationId: string }> {
      const present = (await lockAttribute(transaction, code)) ?? fail(absent('attributes', code));
      requireVersion('attributes', present, expected);
      if (!force)
        await requireUnused(transaction, code, 'delete it with ?force=true: values stay as free text');
      await deleteAttribute(transaction, code);
      if (present.filterable) await enqueueAlignment(transaction);
      const event = {
        ...audited(code, origin),
        action: 'deleted' as const,
        before: stateOf(present),
        after: null,
      };
      return { operationId: await appendDefinitionEvent(transaction, event) };
    },
  };
}

export type AttributeService = ReturnType<typeof createAttributeService>;

interface AttributeEdit extends VersionedEdit {
  readonly code: string;
}

interface AttributeState {
  readonly type: AttributeType;
  readonly scope: AttributeScope;
  readonly validation: AttributeRules;
  readonly filterable: boolean;
  readonly group: string | null;
  readonly labels: Labels;
  readonly position: number;
}

const blank: AttributeState = {
  type: 'text',
  scope: 'global',
  validation: {},
  filterable: false,
  group: null,
  labels: {},
  position: 0,
};

const stateOf = (row: AttributeRow): AttributeState => ({
  type: row.type,
  scope: row.scope,
  validation: row.rules,
  filterable: row.filterable,
  group: row.group_code,
  labels: row.labels,
  position: row.position,
});

const applied = (state: AttributeState, patch: AttributePatch): AttributeState => ({
  type: patch.type ?? state.type,
  scope: patch.scope ?? state.scope,
  validation: mergePatch(state.validation, patch.validation ?? {}) as AttributeRules,
  filterable: patch.filterable ?? state.filterable,
  group: patch.group === undefined ? state.group : patch.group,
  labels: mergePatch(state.labels, patch.labels ?? {}) as Labels,
  position: patch.position ?? state.position,
});

const columnsOf = (state: AttributeState) => ({
  type: state.type,
  scope: state.scope,
  rules: JSON.stringify(state.validation),
  filterable: state.filterable,
  group_code: state.group,
  labels: JSON.stringify(state.labels),
  position: state.position,
});

const audited = (id: string, origin: Origin) => ({ entity: 'attribute' as const, id, origin });

async function check(
  executor: Executor,
  { type, validation: rules, filterable }: AttributeState,
): Promise<void> {
  checkRules({ type, rules, filterable });
  if (rules.defaultUnit === undefined) return;
  const unit = await findUnit(executor, rules.defaultUnit);
  if (!unit) throw wrong('defaultUnit', rules.defaultUnit, 'is no unit; GET /units lists them');
  if (unit.family !== rules.unitFamily)
    throw wrong('defaultUnit', unit.code, `is a unit of ${unit.family}, not of ${rules.unitFamily}`);
}

async function requireRoom(transaction: Executor): Promise<void> {
  const present = await countFilterable(transaction);
  if (present < MOST_FILTERABLE) return;
  throw new AppError('attributes.too_many_filterable', {
    message: `${present} attributes are filterable and ${MOST_FILTERABLE} may be; take it off another one first`,
    params: { limit: MOST_FILTERABLE, present },
  });
}

async function requireUnused(transaction: Executor, code: string, remedy: string): Promise<void> {
  const uses = await countUses(transaction, code);
  if (uses.products + uses.families > 0) throw inUse('attributes', { code, uses, remedy });
}

const scopesOf = (scope: AttributeScope): string[] => (scope === 'global' ? [] : scope.split('_'));
const narrows = (before: AttributeScope, next: AttributeScope): boolean =>
  scopesOf(before).some((part) => !scopesOf(next).includes(part));

function fail(error: AppError): never {
  throw error;
}
