import { isAppError } from '../../../platform/errors.ts';
import { originOfProgram } from '../../../platform/origin.ts';
import { findAttribute, type Executor } from '../../attributes/attribute.queries.ts';
import { findOption } from '../../attributes/attribute-option.queries.ts';
import { findChannel } from '../../channels/channel.queries.ts';
import { findFamilyByKey } from '../../families/family.queries.ts';
import { foldText } from '../../text/fold.ts';
import { listUnits, type UnitRow } from '../../units/unit.queries.ts';
import type { Definitions } from '../definitions.ts';
import {
  cellOf,
  codeOf,
  labelsOf,
  listOf,
  localeOf,
  badLine,
  positionOf,
  type DefinitionRecord,
} from './definition-record.ts';
import { loadCategory } from './load-category.ts';
import { loadFamilyVariant } from './load-family-variant.ts';
import { outcomeOf, type Load } from './outcome.ts';
import { readAttribute } from './read-attribute.ts';

/** In the order in which they need each other. */
export const definitionKinds = [
  'categories',
  'channels',
  'attributes',
  'options',
  'families',
  'family-variants',
] as const;
export type DefinitionKind = (typeof definitionKinds)[number];

/** Headings without which a file is no list of the kind. */
export const requiredHeadings: Readonly<Record<DefinitionKind, readonly string[]>> = {
  categories: ['code', 'parent'],
  channels: ['code', 'locales', 'currencies', 'tree'],
  attributes: ['code', 'type', 'localizable', 'scopable'],
  options: ['code', 'attribute'],
  families: ['code', 'attributes'],
  'family-variants': ['code', 'family', 'variant-axes_1'],
};

export interface LoadReport {
  readonly kind: DefinitionKind | 'google-taxonomy';
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** One for each line that was left out. */
  readonly errors: readonly { readonly line: number; readonly code: string; readonly message: string }[];
  /** Of a published taxonomy: what an earlier file of the language had and this one has not; it is kept. */
  readonly vanished?: readonly { readonly code: string | null; readonly path: string }[];
}

const origin = originOfProgram('load-definitions');

/**
 * Definitions out of the lines of a file, each made, changed or found as it is; loading a file again changes nothing.
 * A line that is wrong is left out and told, the others are loaded: each is a transaction of its own.
 */
export async function loadDefinitions(
  parts: { db: Executor; definitions: Definitions; defaultLocale: string },
  kind: DefinitionKind,
  records: readonly DefinitionRecord[],
): Promise<LoadReport> {
  const { db, definitions, defaultLocale } = parts;
  const units = kind === 'attributes' ? await listUnits(db, { after: null, limit: 10_000 }) : [];
  const loaders: Readonly<Record<DefinitionKind, Load>> = {
    categories: (transaction, record) => loadCategory(transaction, record, { origin, defaultLocale }),
    channels: loadChannel(definitions),
    attributes: loadAttribute(definitions, units),
    options: loadOption(definitions),
    families: loadFamily(definitions),
    'family-variants': loadFamilyVariant(definitions),
  };
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const errors: LoadReport['errors'][number][] = [];
  for (const record of kind === 'categories' ? parentsFirst(records) : records) {
    try {
      counts[await db.transaction().execute((transaction) => loaders[kind](transaction, record))]++;
    } catch (error) {
      if (!isAppError(error) || error.status >= 500) throw error;
      errors.push({ line: record.line, code: error.code, message: error.message });
    }
  }
  errors.sort((a, b) => a.line - b.line);
  return { kind, read: records.length, ...counts, rejected: errors.length, errors };
}

const loadAttribute =
  ({ attributes }: Definitions, units: readonly UnitRow[]): Load =>
  async (transaction, record) => {
    const { code, ...patch } = readAttribute(record, units);
    const present = await findAttribute(transaction, code);
    if (present) {
      // The file's rules are all of them: what it does not have is taken away.
      const gone = Object.fromEntries(Object.keys(present.rules).map((name) => [name, null]));
      const validation = { ...gone, ...patch.validation };
      const edit = { code, patch: { ...patch, validation }, expected: null, origin };
      return outcomeOf(await attributes.change(transaction, edit));
    }
    await attributes.create(transaction, { code, ...patch }, origin);
    return 'created';
  };

const loadOption =
  ({ options }: Definitions): Load =>
  async (transaction, record) => {
    const attribute = codeOf(record, 'attribute');
    const code = codeOf(record, 'code', /^[A-Za-z0-9_-]{1,100}$/);
    const edit = { attribute, code, origin };
    const patch = { labels: labelsOf(record), position: positionOf(record, 'sort_order') };
    if (await findOption(transaction, attribute, code))
      return outcomeOf(await options.change(transaction, edit, patch));
    await options.create(transaction, edit, patch);
    return 'created';
  };

const loadChannel =
  ({ channels }: Definitions): Load =>
  async (transaction, record) => {
    const code = codeOf(record, 'code');
    const patch = {
      labels: labelsOf(record),
      locales: listOf(record, 'locales').map(localeOf),
      currencies: listOf(record, 'currencies'),
      taxonomy: cellOf(record, 'tree'),
    };
    if (await findChannel(transaction, code))
      return outcomeOf(await channels.change(transaction, { code, patch, expected: null, origin }));
    await channels.create(transaction, { code, ...patch }, origin);
    return 'created';
  };

const loadFamily =
  ({ families }: Definitions): Load =>
  async (transaction, record) => {
    const code = cellOf(record, 'code') ?? '';
    if (code === '' || code.length > 200) throw badLine('code is empty or has more than 200 characters');
    const patch = { labels: labelsOf(record), attributes: familyAttributes(record) };
    const present = await findFamilyByKey(transaction, foldText(code));
    if (present)
      return outcomeOf(await families.change(transaction, { id: present.id, patch, expected: null, origin }));
    await families.create(transaction, { code, ...patch }, origin);
    return 'created';
  };

/** Columns `requirements-<channel>` list what the channel requires. */
function familyAttributes(record: DefinitionRecord) {
  const requirements = Object.keys(record.cells).flatMap((heading) => {
    const channel = /^requirements-(.+)$/.exec(heading)?.[1];
    return channel ? [{ channel, codes: listOf(record, heading) }] : [];
  });
  const codes = listOf(record, 'attributes');
  const stranger = requirements.flatMap((one) => one.codes).find((code) => !codes.includes(code));
  if (stranger) throw badLine(`"${stranger}" is required and no attribute of the family`);
  return codes.map((code) => ({
    code,
    required: requirements.filter((one) => one.codes.includes(code)).map(({ channel }) => channel),
  }));
}

/** Level by level, each in the order of the file; a circle comes last and finds its parents missing. */
function parentsFirst(records: readonly DefinitionRecord[]): DefinitionRecord[] {
  const unplaced = new Set(records.map((record) => cellOf(record, 'code')));
  const sorted: DefinitionRecord[] = [];
  let waiting = [...records];
  for (let level = waiting; level.length > 0;) {
    const ready = (record: DefinitionRecord): boolean => !unplaced.has(cellOf(record, 'parent'));
    level = waiting.filter(ready);
    waiting = waiting.filter((record) => !ready(record));
    for (const record of level) unplaced.delete(cellOf(record, 'code'));
    sorted.push(...level);
  }
  return [...sorted, ...waiting];
}
