import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import type { Labels } from '../attributes/attribute.tables.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import { findFamilyByKey, readFamilyAttributes } from '../families/family.queries.ts';
import { requireAxes } from '../families/require-axes.ts';
import { foldText } from '../text/fold.ts';
import {
  countVariantProducts,
  deleteFamilyVariant,
  findFamilyVariant,
  insertFamilyVariant,
  lockFamilyVariant,
  updateFamilyVariant,
  type FamilyVariantRow,
} from './family-variant.queries.ts';
import type { VariantLevel } from './family-variant.tables.ts';

export interface FamilyVariantPatch {
  readonly labels?: LabelsPatch | undefined;
  /** One or two, from the model down; replaces them all. */
  readonly levels?: readonly VariantLevel[] | undefined;
}

interface FamilyVariantEdit extends VersionedEdit {
  readonly code: string;
}

interface FamilyVariantState {
  readonly family: string;
  readonly labels: Labels;
  readonly levels: readonly VariantLevel[];
}

const RESOURCE = 'family-variants';
const missing = (code: string): never => {
  throw absent(RESOURCE, code);
};
const stateOf = ({ family, labels, levels }: FamilyVariantRow): FamilyVariantState => ({
  family,
  labels,
  levels,
});

/** Named ways in which a family's models have variants; models carry the name in `familyVariant`. */
export function createFamilyVariantService({ db }: { db: Executor }) {
  return {
    get: async (code: string): Promise<FamilyVariantRow> =>
      (await findFamilyVariant(db, code)) ?? missing(code),
    /** @throws AppError `family-variants.rule` for levels that the family cannot have */
    async create(
      transaction: Executor,
      { code, family: named, levels, labels = {} }: FamilyVariantPatch & NewVariant,
      origin: Origin,
    ): Promise<Changed<FamilyVariantRow>> {
      const family = await findFamilyByKey(transaction, foldText(named));
      if (!family) throw refused('is no family; POST /families makes one', [named]);
      const state = { family: family.code, labels: mergePatch({}, labels) as Labels, levels };
      await check(transaction, family.id, levels);
      const columns = { code, family_id: family.id, ...columnsOf(state) };
      const row = await insertFamilyVariant(transaction, columns);
      if (!row) throw codeTaken(RESOURCE, code);
      const event = { entity: 'family-variant', id: code, action: 'created', origin, before: null } as const;
      return { row, operationId: await appendDefinitionEvent(transaction, { ...event, after: state }) };
    },
    async change(
      transaction: Executor,
      { code, expected, origin, patch }: FamilyVariantEdit & { patch: FamilyVariantPatch },
    ): Promise<Changed<FamilyVariantRow>> {
      const present = (await lockFamilyVariant(transaction, code)) ?? missing(code);
      requireVersion(RESOURCE, present, expected);
      const before = stateOf(present);
      const after: FamilyVariantState = {
        family: present.family,
        labels: mergePatch(present.labels, patch.labels ?? {}) as Labels,
        levels: patch.levels ?? present.levels,
      };
      if (isDeepStrictEqual(before, after)) return { row: present, operationId: null };
      await check(transaction, present.family_id, after.levels);
      const row = await updateFamilyVariant(transaction, code, columnsOf(after));
      const event = { entity: 'family-variant', id: code, action: 'updated', origin, before, after } as const;
      return { row, operationId: await appendDefinitionEvent(transaction, event) };
    },
    async remove(
      transaction: Executor,
      { code, expected, origin, force }: FamilyVariantEdit & { force: boolean },
    ): Promise<{ operationId: string }> {
      const present = (await lockFamilyVariant(transaction, code)) ?? missing(code);
      requireVersion(RESOURCE, present, expected);
      const products = force ? 0 : await countVariantProducts(transaction, code);
      if (products > 0) {
        const remedy = 'give them another one first, or delete it with ?force=true: they keep the code';
        throw inUse(RESOURCE, { code, uses: { products }, remedy });
      }
      await deleteFamilyVariant(transaction, code);
      const event = { entity: 'family-variant', id: code, action: 'deleted', origin, after: null } as const;
      const before = stateOf(present);
      return { operationId: await appendDefinitionEvent(transaction, { ...event, before }) };
    },
  };
}

export type FamilyVariantService = ReturnType<typeof createFamilyVariantService>;

interface NewVariant {
  readonly code: string;
  readonly family: string;
  readonly levels: readonly VariantLevel[];
}

const columnsOf = ({ labels, levels }: FamilyVariantState) => ({
  labels: JSON.stringify(labels),
  levels: JSON.stringify(levels),
});

/** An attribute belongs to one level, and to the family; an axis is what an axis of a family may be. */
async function check(
  transaction: Executor,
  familyId: string,
  levels: readonly VariantLevel[],
): Promise<void> {
  const known = new Set((await readFamilyAttributes(transaction, familyId)).map(({ code }) => code));
  const used = levels.map(({ axes, attributes }) => [...new Set([...axes, ...attributes])]);
  const all = used.flat();
  const strangers = all.filter((code) => !known.has(code));
  if (strangers.length > 0) throw refused('is no attribute of the family', strangers);
  const twice = all.filter((code, i) => all.indexOf(code) !== i);
  if (twice.length > 0) throw refused('belongs to both levels; leave it in one', twice);
  await requireAxes(
    transaction,
    levels.flatMap(({ axes }) => axes),
  );
}

const refused = (reason: string, codes: readonly string[]): AppError =>
  new AppError(`${RESOURCE}.rule`, {
    message: `${codes.map((code) => `"${code}"`).join(', ')} ${reason}`,
    params: { codes, reason },
  });
