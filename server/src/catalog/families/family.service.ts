import { isDeepStrictEqual } from 'node:util';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import type { Labels } from '../attributes/attribute.tables.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import { foldText } from '../text/fold.ts';
import {
  countFamilyProducts,
  deleteFamily,
  findAttributes,
  findChannelCodes,
  findFamily,
  findFamilyByKey,
  insertFamily,
  lockFamily,
  readFamilyAttributes,
  replaceFamilyAttributes,
  updateFamily,
  type FamilyAttribute,
  type FamilyRow,
} from './family.queries.ts';
import { refuse, requireAxes } from './require-axes.ts';

export interface FamilyPatch {
  readonly labels?: LabelsPatch | undefined;
  /** Levels of variants, each a list of attribute codes. */
  readonly axes?: readonly (readonly string[])[] | undefined;
  /** Replaces the list. */
  readonly attributes?: readonly FamilyAttribute[] | undefined;
}

export interface FamilyState {
  readonly labels: Labels;
  readonly axes: readonly (readonly string[])[];
  readonly attributes: readonly FamilyAttribute[];
}

type Shown = Changed<FamilyRow> & { readonly state: FamilyState };

interface FamilyEdit extends VersionedEdit {
  readonly id: string;
}

/** Families: which attributes a product has. Imports make those that their files name, without attributes. */
export function createFamilyService({ db }: { db: Executor }) {
  const get = async (id: string): Promise<FamilyRow> => (await findFamily(db, id)) ?? missing(id);
  return {
    get,
    attributesOf: (id: string, executor = db) => readFamilyAttributes(executor, id),
    findByCode: (transaction: Executor, code: string) => findFamilyByKey(transaction, foldText(code)),
    async create(
      transaction: Executor,
      { code: given, ...patch }: FamilyPatch & { code: string },
      origin: Origin,
    ): Promise<Shown> {
      const code = given.trim();
      const state = applied({ labels: {}, axes: [], attributes: [] }, patch);
      await check(transaction, state);
      const row = await insertFamily(transaction, { code, code_key: foldText(code), ...columnsOf(state) });
      if (!row) throw codeTaken('families', code);
      await replaceFamilyAttributes(transaction, row.id, state.attributes);
      const event = { entity: 'family', id: row.id, action: 'created', origin, before: null } as const;
      const after = { code, ...state };
      return { row, state, operationId: await appendDefinitionEvent(transaction, { ...event, after }) };
    },
    async change(
      transaction: Executor,
      { id, expected, origin, patch }: FamilyEdit & { patch: FamilyPatch },
    ): Promise<Shown> {
      const present = (await lockFamily(transaction, id)) ?? missing(id);
      requireVersion('families', present, expected);
      const before = stateOf(present, await readFamilyAttributes(transaction, id));
      const state = applied(before, patch);
      await check(transaction, state);
      if (isDeepStrictEqual(before, state)) return { row: present, state, operationId: null };
      const row = await updateFamily(transaction, id, columnsOf(state));
      if (!isDeepStrictEqual(before.attributes, state.attributes))
        await replaceFamilyAttributes(transaction, id, state.attributes);
      const event = { entity: 'family', id, action: 'updated', origin } as const;
      const values = { before, after: state };
      return { row, state, operationId: await appendDefinitionEvent(transaction, { ...event, ...values }) };
    },
    async remove(
      transaction: Executor,
      { id, expected, origin }: FamilyEdit,
    ): Promise<{ operationId: string }> {
      const present = (await lockFamily(transaction, id)) ?? missing(id);
      requireVersion('families', present, expected);
      const products = await countFamilyProducts(transaction, id);
      if (products > 0)
        throw inUse('families', {
          code: present.code,
          uses: { products },
          remedy: 'give them another family first',
        });
      const before = { code: present.code, ...stateOf(present, await readFamilyAttributes(transaction, id)) };
      await deleteFamily(transaction, id);
      const event = { entity: 'family', id, action: 'deleted', origin, before, after: null } as const;
      return { operationId: await appendDefinitionEvent(transaction, event) };
    },
  };
}

export type FamilyService = ReturnType<typeof createFamilyService>;

const stateOf = (row: FamilyRow, attributes: readonly FamilyAttribute[]): FamilyState => ({
  labels: row.labels,
  axes: row.axes,
  attributes,
});

const applied = (state: FamilyState, patch: FamilyPatch): FamilyState => ({
  labels: mergePatch(state.labels, patch.labels ?? {}) as Labels,
  axes: patch.axes ?? state.axes,
  attributes: patch.attributes ?? state.attributes,
});

const columnsOf = ({ labels, axes }: FamilyState) => ({
  labels: JSON.stringify(labels),
  axes: JSON.stringify(axes),
});

async function check(transaction: Executor, { attributes, axes }: FamilyState): Promise<void> {
  const codes = attributes.map(({ code }) => code);
  refuse(
    'has the attribute twice',
    codes.filter((code, i) => codes.indexOf(code) !== i),
  );
  const known = new Set((await findAttributes(transaction, codes)).map(({ code }) => code));
  refuse(
    'is no attribute; POST /attributes makes one',
    codes.filter((code) => !known.has(code)),
  );
  const required = [...new Set(attributes.flatMap((one) => one.required))];
  const channels = required.length > 0 ? await findChannelCodes(transaction) : [];
  refuse(
    'is no channel; POST /channels makes one',
    required.filter((code) => !channels.includes(code)),
  );
  refuse(
    'is an axis and no attribute of the family',
    axes.flat().filter((code) => !known.has(code)),
  );
  await requireAxes(transaction, axes.flat());
}

function missing(id: string): never {
  throw absent('families', id);
}
