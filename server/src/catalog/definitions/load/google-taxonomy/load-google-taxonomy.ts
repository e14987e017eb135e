import { originOfProgram } from '../../../../platform/origin.ts';
import type { Executor } from '../../../attributes/attribute.queries.ts';
import { lockTree, type CategoryRow } from '../../../categories/category.queries.ts';
import { findTaxonomy, insertTaxonomy } from '../../../taxonomies/taxonomy.queries.ts';
import { foldText } from '../../../text/fold.ts';
import { appendDefinitionEvent } from '../../definition-event.queries.ts';
import type { Definitions } from '../../definitions.ts';
import type { LoadReport } from '../load-definitions.ts';
import {
  insertLevel,
  labelCategories,
  listTaxonomyCategories,
  setEdition,
  type NewNode,
} from './google-taxonomy.queries.ts';
import { parseGoogleTaxonomy, type GoogleCategory } from './parse-google-taxonomy.ts';

export const GOOGLE_TAXONOMY = 'google';
const origin = originOfProgram('load-definitions');
const codeOf = (number: string): string => `google-${number}`;
const nameKey = (names: readonly string[]): string => names.join(' > ');

/**
 * The file of one language as the taxonomy `google`, whose categories have the codes `google-<number>`. The first
 * file makes the categories and names them; further ones find them by number and add their labels. A newer file of
 * the language that named a category renames it, and one whose parent is another one moves it. What a file lacks
 * stays. All or nothing, by a few statements: a line that is wrong is left out and told.
 */
export function loadGoogleTaxonomy(
  { db, definitions }: { db: Executor; definitions: Definitions },
  { text, locale }: { text: string; locale: string },
): Promise<LoadReport> {
  const { edition, categories: lines, errors: wrong } = parseGoogleTaxonomy(text);
  return db.transaction().execute(async (transaction) => {
    await lockTree(transaction);
    const present = await findTaxonomy(transaction, GOOGLE_TAXONOMY);
    const labels = { 'en-GB': 'Google product taxonomy' };
    const taxonomy = present ?? (await insertTaxonomy(transaction, GOOGLE_TAXONOMY, labels))!;
    const known = new Map(
      (await listTaxonomyCategories(transaction, taxonomy.id)).map((row) => [row.code!, row] as const),
    );
    const old = new Map(known);
    const numbers = new Map(lines.map(({ above, name, number }) => [nameKey([...above, name]), number]));
    const load: Load = { transaction, taxonomyId: taxonomy.id, locale, numbers, known, errors: [...wrong] };
    await insertNew(load, lines);
    const changed = await changeOld(load, lines, old, definitions);
    await setEdition(transaction, taxonomy.id, edition);
    const created = known.size - old.size;
    const counts = { created, updated: changed, rejected: load.errors.length };
    if (created + changed > 0 || present?.edition !== edition)
      await appendDefinitionEvent(transaction, {
        entity: 'taxonomy',
        id: GOOGLE_TAXONOMY,
        action: present ? 'updated' : 'created',
        origin,
        before: present ? { edition: present.edition } : null,
        after: { edition, locale, ...counts },
      });
    const read = lines.length + wrong.length;
    const unchanged = read - created - changed - load.errors.length;
    load.errors.sort((a, b) => a.line - b.line);
    return { kind: 'google-taxonomy', read, ...counts, unchanged, errors: load.errors };
  });
}

interface Load {
  readonly transaction: Executor;
  readonly taxonomyId: string;
  readonly locale: string;
  /** Path in the file -> number. */
  readonly numbers: ReadonlyMap<string, string>;
  /** By code; those that the file makes are added. */
  readonly known: Map<string, CategoryRow>;
  readonly errors: LoadReport['errors'][number][];
}

/** Level by level from the roots: each level finds its parents. */
async function insertNew(load: Load, lines: readonly GoogleCategory[]): Promise<void> {
  const { transaction, taxonomyId, locale, known } = load;
  const made = lines.filter(({ number }) => !known.has(codeOf(number)));
  for (const depth of new Set(made.map(({ above }) => above.length))) {
    const level = made.filter(({ above }) => above.length === depth);
    const nodes = level.flatMap((line) => nodeOf(load, line) ?? []);
    for (const row of await insertLevel(transaction, taxonomyId, locale, nodes)) known.set(row.code!, row);
    const codes = new Set(nodes.map(({ code }) => code));
    for (const line of level)
      if (codes.has(codeOf(line.number)) && !known.has(codeOf(line.number)))
        refuse(load, line, `the path of ${line.number} is that of another category`);
  }
}

function nodeOf(load: Load, line: GoogleCategory): NewNode | null {
  const parent = parentOf(load, line);
  if (parent === undefined) return null;
  const { name, number } = line;
  return {
    code: codeOf(number),
    parent: parent?.code ?? null,
    name,
    fullPath: parent ? `${parent.full_path} > ${name}` : name,
    key: parent ? `${parent.path_key} > ${foldText(name)}` : foldText(name),
    label: name,
  };
}

/** Null for a root; undefined where the file lacks it, which is told. */
function parentOf(load: Load, line: GoogleCategory): CategoryRow | null | undefined {
  if (line.above.length === 0) return null;
  const number = load.numbers.get(nameKey(line.above));
  const parent = number === undefined ? undefined : load.known.get(codeOf(number));
  if (!parent) refuse(load, line, `"${nameKey(line.above)}", which is above ${line.number}, is no category`);
  return parent;
}

/** @returns how many were labelled, renamed or moved */
async function changeOld(
  load: Load,
  lines: readonly GoogleCategory[],
  old: ReadonlyMap<string, CategoryRow>,
  { categories }: Definitions,
): Promise<number> {
  const { transaction, locale } = load;
  const labels: { id: string; label: string }[] = [];
  const changed = new Set<string>();
  for (const line of lines) {
    const row = old.get(codeOf(line.number));
    const parent = row && parentOf(load, line);
    if (!row || parent === undefined) continue;
    // It is called by the language that named it; its label in another one says nothing of its name.
    const name = row.labels[locale] === row.name && row.name !== line.name ? line.name : undefined;
    const parentId = (parent?.id ?? null) === row.parent_id ? undefined : (parent?.id ?? null);
    if (name !== undefined || parentId !== undefined) {
      const patch = {
        ...(name === undefined ? {} : { name }),
        ...(parentId === undefined ? {} : { parentId }),
      };
      await categories.change(transaction, { id: row.id, patch, expected: null, origin });
      changed.add(row.id);
    }
    if (row.labels[locale] === line.name) continue;
    labels.push({ id: row.id, label: line.name });
    changed.add(row.id);
  }
  if (labels.length > 0) await labelCategories(transaction, locale, labels);
  return changed.size;
}

function refuse({ errors }: Load, { line }: GoogleCategory, message: string): void {
  errors.push({ line, code: 'definitions.line', message });
}
