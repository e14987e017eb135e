import { isAppError } from '../../../../platform/errors.ts';
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
} from './google-taxonomy.queries.ts';
import { codeOf, createMatcher, requireNewest, requireNumbers } from './match-categories.ts';
import { parseGoogleTaxonomy, pathOf, type GoogleCategory } from './parse-google-taxonomy.ts';

const GOOGLE_TAXONOMY = 'google';
const origin = originOfProgram('load-definitions');

/**
 * The file of one language as the taxonomy `google`, whose categories have the codes `google-<number>`. The first
 * file makes the categories and names them; further ones find them by number and add their labels. A newer file of
 * the language that named a category renames it, and one whose parent is another one moves it; what hangs on it stays.
 * What a file lacks stays too, and is told. All or nothing, but a line that is wrong is left out and told.
 * @throws AppError `definitions.edition`, `definitions.numbers`, `definitions.headings` for a file as a whole
 */
export function loadGoogleTaxonomy(
  { db, definitions }: { db: Executor; definitions: Definitions },
  { text, locale }: { text: string; locale: string },
): Promise<LoadReport> {
  const file = parseGoogleTaxonomy(text);
  return db.transaction().execute(async (transaction) => {
    await lockTree(transaction);
    const present = await findTaxonomy(transaction, GOOGLE_TAXONOMY);
    requireNewest(present?.edition ?? null, file);
    const labels = { 'en-GB': 'Google product taxonomy', 'fr-FR': 'Taxonomie des produits Google' };
    const taxonomy = present ?? (await insertTaxonomy(transaction, GOOGLE_TAXONOMY, labels))!;
    const old = await listTaxonomyCategories(transaction, taxonomy.id);
    requireNumbers(old, locale, file);
    const find = createMatcher(old, locale);
    const placed = new Map(file.categories.flatMap((line) => asEntry(line, find(line))));
    const mayCreate = file.numbered || old.every(({ code }) => code === null);
    const load: Load = {
      transaction,
      definitions,
      taxonomyId: taxonomy.id,
      locale,
      mayCreate,
      placed,
      old: new Map(placed),
    };
    const refused = await placeAll(load, file.categories);
    const changed = await label(load, file.categories, refused);
    await setEdition(transaction, taxonomy.id, file.edition);
    const errors = [...file.errors, ...refused].sort((a, b) => a.line - b.line);
    const created = placed.size - load.old.size;
    const counts = { created, updated: changed, rejected: errors.length };
    const found = new Set([...placed.values()].map(({ id }) => id));
    const vanished = old
      .filter(({ id, labels: names }) => names[locale] !== undefined && !found.has(id))
      .map(({ code, full_path }) => ({ code, path: full_path }));
    if (created + changed > 0 || present?.edition !== file.edition)
      await appendDefinitionEvent(transaction, {
        entity: 'taxonomy',
        id: GOOGLE_TAXONOMY,
        action: present ? 'updated' : 'created',
        origin,
        before: present ? { edition: present.edition } : null,
        after: { edition: file.edition, locale, ...counts, vanished: vanished.length },
      });
    const read = file.categories.length + file.errors.length;
    const unchanged = read - created - changed - errors.length;
    return { kind: 'google-taxonomy', read, ...counts, unchanged, errors, vanished };
  });
}

type Refusal = LoadReport['errors'][number];

interface Load {
  readonly transaction: Executor;
  readonly definitions: Definitions;
  readonly taxonomyId: string;
  readonly locale: string;
  readonly mayCreate: boolean;
  /** By the path in the file, as they are now. */
  readonly placed: Map<string, CategoryRow>;
  /** Those that there were before. */
  readonly old: ReadonlyMap<string, CategoryRow>;
}

const asEntry = (line: GoogleCategory, row: CategoryRow | undefined): [string, CategoryRow][] =>
  row ? [[pathOf(line), row]] : [];

/** Again and again while it helps: a path may be free only when what has it was renamed by a later line. */
async function placeAll(load: Load, lines: readonly GoogleCategory[]): Promise<Refusal[]> {
  let refused: Refusal[] = [];
  for (let waiting = lines; waiting.length > 0;) {
    refused = [];
    for (const depth of new Set(waiting.map(({ above }) => above.length))) {
      const level = waiting.filter(({ above }) => above.length === depth);
      refused.push(...(await placeLevel(load, level)));
    }
    const again = new Set(refused.map(({ line }) => line));
    if (again.size === waiting.length) break;
    waiting = waiting.filter(({ line }) => again.has(line));
  }
  return refused;
}

/** @returns what could not be done */
async function placeLevel(load: Load, level: readonly GoogleCategory[]): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  const orphans = new Set(level.filter((line) => parentOf(load, line) === undefined));
  for (const line of orphans)
    refused.push(refuse(line, `"${line.above.join(' > ')}", which is above it, is no category`));
  const rest = level.filter((line) => !orphans.has(line));
  for (const line of rest.filter((one) => load.placed.has(pathOf(one)))) {
    const problem = await moveOld(load, line);
    if (problem) refused.push(refuse(line, problem));
  }
  const missing = rest.filter((line) => !load.placed.has(pathOf(line)));
  if (missing.length === 0) return refused;
  if (!load.mayCreate)
    return [
      ...refused,
      ...missing.map((line) => refuse(line, 'it is new, and only the file with ids says its number')),
    ];
  return [...refused, ...(await insertNew(load, missing))];
}

/** Null for a root; undefined where the file has no such line, or it was refused. */
const parentOf = ({ placed }: Load, { above }: GoogleCategory): CategoryRow | null | undefined =>
  above.length === 0 ? null : placed.get(above.join(' > '));

async function insertNew(load: Load, lines: readonly GoogleCategory[]): Promise<Refusal[]> {
  const nodes = lines.map((line) => ({
    code: codeOf(line),
    parentId: parentOf(load, line)?.id ?? null,
    name: line.name,
    key: foldText(line.name),
  }));
  const rows = await insertLevel(load.transaction, load.taxonomyId, load.locale, nodes);
  const placeOf = (parentId: string | null, name: string): string => `${parentId} ${name}`;
  const byPlace = new Map(rows.map((row) => [placeOf(row.parent_id, row.name), row]));
  return lines.flatMap((line, i) => {
    const row = byPlace.get(placeOf(nodes[i]!.parentId, line.name));
    if (!row || row.code !== nodes[i]!.code) return [refuse(line, 'its path is that of another category')];
    load.placed.set(pathOf(line), row);
    return [];
  });
}

/** Renames and moves as the line says. @returns why not */
async function moveOld(load: Load, line: GoogleCategory): Promise<string | null> {
  const { transaction, definitions, locale, placed } = load;
  const row = placed.get(pathOf(line))!;
  const parentId = parentOf(load, line)?.id ?? null;
  // It is called by the language that named it; its label in another one says nothing of its name.
  const named = row.labels[locale] === row.name && row.name !== line.name;
  if (!named && parentId === row.parent_id) return null;
  const patch = {
    ...(named ? { name: line.name } : {}),
    ...(parentId === row.parent_id ? {} : { parentId }),
  };
  try {
    const done = await definitions.categories.change(transaction, {
      id: row.id,
      patch,
      expected: null,
      origin,
    });
    placed.set(pathOf(line), done.row);
    return null;
  } catch (error) {
    // Refused before anything is written: the transaction goes on.
    if (isAppError(error) && error.status < 500) return error.message;
    throw error;
  }
}

/** @returns how many of those that there were are other than before */
async function label(
  { transaction, locale, old, placed }: Load,
  lines: readonly GoogleCategory[],
  refused: readonly Refusal[],
): Promise<number> {
  const left = new Set(refused.map(({ line }) => line));
  const labels: { id: string; label: string; code: string | null }[] = [];
  let changed = 0;
  for (const line of lines) {
    const before = old.get(pathOf(line));
    if (!before || left.has(line.line)) continue;
    const differs = before.labels[locale] !== line.name || (before.code === null && line.number !== null);
    if (differs) labels.push({ id: before.id, label: line.name, code: codeOf(line) });
    if (differs || placed.get(pathOf(line)) !== before) changed++;
  }
  if (labels.length > 0) await labelCategories(transaction, locale, labels);
  return changed;
}

const refuse = ({ line, name }: GoogleCategory, why: string): Refusal => ({
  line,
  code: 'definitions.line',
  message: `"${name}": ${why}`,
});
