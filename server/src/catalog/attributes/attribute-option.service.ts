import { isDeepStrictEqual } from 'node:util';
import type { Origin } from '../../platform/origin.ts';
import { absent, codeTaken, inUse } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import { wrong } from './attribute-rules.ts';
import {
  countOptionUses,
  deleteOption,
  findOption,
  insertOption,
  updateOption,
  type OptionRow,
} from './attribute-option.queries.ts';
import { lockAttribute, type Executor } from './attribute.queries.ts';
import type { Changed } from './attribute.service.ts';
import type { Labels } from './attribute.tables.ts';

export interface OptionEdit {
  readonly attribute: string;
  readonly code: string;
  readonly origin: Origin;
}

interface OptionPatch {
  readonly labels?: LabelsPatch | undefined;
  readonly position?: number | undefined;
}

/** Choices of attributes of the types option and multi_option. */
export function createOptionService() {
  return {
    async create(
      transaction: Executor,
      { attribute, code, origin }: OptionEdit,
      { labels = {}, position = 0 }: OptionPatch,
    ): Promise<Changed<OptionRow>> {
      await requireChoice(transaction, attribute);
      const named = mergePatch({}, labels) as Labels;
      const row = await insertOption(transaction, {
        attribute_code: attribute,
        code,
        labels: JSON.stringify(named),
        position,
      });
      if (!row) throw codeTaken('attribute-options', code);
      return { row, operationId: await tell(transaction, { origin, before: null, after: row }) };
    },
    async change(
      transaction: Executor,
      { attribute, code, origin }: OptionEdit,
      patch: OptionPatch,
    ): Promise<Changed<OptionRow>> {
      await requireChoice(transaction, attribute);
      const before = await findOption(transaction, attribute, code);
      if (!before) throw absent('attribute-options', code);
      const labels = mergePatch(before.labels, patch.labels ?? {}) as Labels;
      const position = patch.position ?? before.position;
      if (position === before.position && isDeepStrictEqual(labels, before.labels))
        return { row: before, operationId: null };
      const row = (await updateOption(transaction, before, { labels: JSON.stringify(labels), position }))!;
      return { row, operationId: await tell(transaction, { origin, before, after: row }) };
    },
    async remove(
      transaction: Executor,
      { attribute, code, origin }: OptionEdit,
      force: boolean,
    ): Promise<{ operationId: string }> {
      await requireChoice(transaction, attribute);
      const before = await findOption(transaction, attribute, code);
      if (!before) throw absent('attribute-options', code);
      const products = force ? 0 : await countOptionUses(transaction, attribute, code);
      if (products > 0)
        throw inUse('attribute-options', {
          code,
          uses: { products },
          remedy: 'delete it with ?force=true: their value stays until it is next edited',
        });
      await deleteOption(transaction, attribute, code);
      return { operationId: await tell(transaction, { origin, before, after: null }) };
    },
  };
}

export type OptionService = ReturnType<typeof createOptionService>;

/** The attribute is held, so that it is not deleted or given another type meanwhile. */
async function requireChoice(transaction: Executor, attribute: string): Promise<void> {
  const found = await lockAttribute(transaction, attribute);
  if (!found) throw absent('attributes', attribute);
  if (found.type !== 'option' && found.type !== 'multi_option')
    throw wrong('type', found.type, `has no options; those of "${attribute}" would never be asked for`);
}

function tell(
  transaction: Executor,
  { origin, before, after }: { origin: Origin; before: OptionRow | null; after: OptionRow | null },
): Promise<string> {
  const { attribute_code, code } = (after ?? before)!;
  return appendDefinitionEvent(transaction, {
    entity: 'attribute-option',
    id: `${attribute_code}.${code}`,
    action: before === null ? 'created' : after === null ? 'deleted' : 'updated',
    origin,
    before: valuesOf(before),
    after: valuesOf(after),
  });
}

const valuesOf = (row: OptionRow | null) => row && { labels: row.labels, position: row.position };
