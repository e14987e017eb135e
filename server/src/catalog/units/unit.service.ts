import { Type } from 'typebox';
import { AppError } from '../../platform/errors.ts';
import { named } from '../../platform/http/answers.ts';
import type { Origin } from '../../platform/origin.ts';
import { Labels } from '../definitions/answers.ts';
import { absent, codeTaken, inUse } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import {
  countMeasures,
  deleteUnit,
  findUnit,
  insertUnit,
  listUnits,
  lockUnit,
  updateUnit,
  type UnitRow,
} from './unit.queries.ts';

/** What may change later: a conversion that values were compared by may not. */
interface UnitPatch {
  readonly symbol?: string | undefined;
  readonly labels?: LabelsPatch | undefined;
}

interface NewUnit {
  readonly code: string;
  readonly family: string;
  readonly symbol: string;
  readonly labels?: LabelsPatch | undefined;
  readonly numerator: string;
  readonly denominator?: string | undefined;
  readonly shift?: string | undefined;
}

/** Units of measures: those of the SI came with the program, others are added to their families or to new ones. */
export function createUnitService({ db }: { db: Executor }) {
  return {
    list: (page: Parameters<typeof listUnits>[1]) => listUnits(db, page),
    async get(code: string): Promise<UnitRow> {
      const row = await findUnit(db, code);
      if (!row) throw absent('units', code);
      return row;
    },
    async create(transaction: Executor, unit: NewUnit, origin: Origin): Promise<Changed<UnitRow>> {
      const { labels = {}, numerator, denominator = '1', shift = '0', ...own } = unit;
      const row = await insertUnit(transaction, {
        ...own,
        labels: JSON.stringify(mergePatch({}, labels)),
        numerator,
        denominator,
        shift,
      });
      if (!row) throw codeTaken('units', unit.code);
      return { row, operationId: await tell(transaction, { origin, before: null, after: row }) };
    },
    async change(
      transaction: Executor,
      { code, patch, origin }: { code: string; patch: UnitPatch; origin: Origin },
    ): Promise<Changed<UnitRow>> {
      const before = await requireOwn(transaction, code);
      const row = await updateUnit(transaction, code, {
        symbol: patch.symbol ?? before.symbol,
        labels: JSON.stringify(mergePatch(before.labels, patch.labels ?? {})),
      });
      return { row, operationId: await tell(transaction, { origin, before, after: row }) };
    },
    async remove(
      transaction: Executor,
      { code, force, origin }: { code: string; force: boolean; origin: Origin },
    ): Promise<{ operationId: string }> {
      const before = await requireOwn(transaction, code);
      const attributes = force ? 0 : await countMeasures(transaction, before.family);
      if (attributes > 0)
        throw inUse('units', {
          code,
          uses: { attributes },
          remedy: 'delete it with ?force=true: values in it stay until they are next edited',
        });
      await deleteUnit(transaction, code);
      return { operationId: await tell(transaction, { origin, before, after: null }) };
    },
  };
}

export type UnitService = ReturnType<typeof createUnitService>;

async function requireOwn(transaction: Executor, code: string): Promise<UnitRow> {
  const row = await lockUnit(transaction, code);
  if (!row) throw absent('units', code);
  if (row.standard)
    throw new AppError('units.standard', {
      message: `"${code}" is a unit of the standard and stays as it is; add another one beside it`,
      params: { code },
    });
  return row;
}

function tell(
  transaction: Executor,
  { origin, before, after }: { origin: Origin; before: UnitRow | null; after: UnitRow | null },
): Promise<string> {
  return appendDefinitionEvent(transaction, {
    entity: 'unit',
    id: (after ?? before)!.code,
    action: before === null ? 'created' : after === null ? 'deleted' : 'updated',
    origin,
    before: before && shapeUnit(before),
    after: after && shapeUnit(after),
  });
}

const Decimal = Type.String({ description: 'A decimal' });

/** What `shapeUnit` makes. */
export const Unit = named(
  'Unit',
  Type.Object(
    {
      code: Type.String(),
      family: Type.String({ description: 'Of units that are converted to each other, such as length' }),
      symbol: Type.String(),
      labels: Labels,
      numerator: Decimal,
      denominator: Decimal,
      shift: Decimal,
      standard: Type.Boolean({ description: 'Came with the program, and stays as it is' }),
    },
    { description: 'amount in the base unit = (amount + shift) × numerator / denominator' },
  ),
);

export const shapeUnit = (row: UnitRow) => ({
  code: row.code,
  family: row.family,
  symbol: row.symbol,
  labels: row.labels,
  numerator: row.numerator,
  denominator: row.denominator,
  shift: row.shift,
  standard: row.standard,
});
