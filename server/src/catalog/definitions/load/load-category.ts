import { isDeepStrictEqual } from 'node:util';
import type { Origin } from '../../../platform/origin.ts';
import type { Executor } from '../../attributes/attribute.queries.ts';
import type { Labels } from '../../attributes/attribute.tables.ts';
import {
  findCategoryByCode,
  findCategoryByPath,
  insertCategory,
  lockTree,
  nameCategory,
  type CategoryRow,
} from '../../categories/category.queries.ts';
import { findTaxonomy, insertTaxonomy, nameTaxonomy } from '../../taxonomies/taxonomy.queries.ts';
import { foldText } from '../../text/fold.ts';
import { appendDefinitionEvent, type DefinitionEventPayload } from '../definition-event.queries.ts';
import { badLine, cellOf, codeOf, labelsOf, type DefinitionRecord } from './definition-record.ts';
import type { Outcome } from './outcome.ts';

/**
 * A line of a file of categories: one without a parent is a tree. A category is called by its label in the default
 * locale, else another one; it keeps the name that it was made with, as paths are made of names.
 */
export async function loadCategory(
  transaction: Executor,
  record: DefinitionRecord,
  { origin, defaultLocale }: { origin: Origin; defaultLocale: string },
): Promise<Outcome> {
  const code = codeOf(record, 'code', /^[A-Za-z0-9_-]{1,100}$/);
  const labels = labelsOf(record);
  const tell = (event: Pick<DefinitionEventPayload, 'entity' | 'action' | 'before'>) =>
    appendDefinitionEvent(transaction, { id: code, origin, after: { labels }, ...event });
  const parentCode = cellOf(record, 'parent');
  if (parentCode === null) {
    const taxonomy = await findTaxonomy(transaction, code);
    if (!taxonomy) await insertTaxonomy(transaction, code, labels);
    else if (isDeepStrictEqual(taxonomy.labels, labels)) return 'unchanged';
    else await nameTaxonomy(transaction, taxonomy.id, labels);
    const action = taxonomy ? 'updated' : 'created';
    await tell({ entity: 'taxonomy', action, before: taxonomy ? { labels: taxonomy.labels } : null });
    return action;
  }
  await lockTree(transaction, 'shared');
  const parent = await findParent(transaction, parentCode);
  const present = await findCategoryByCode(transaction, code);
  if (present) {
    if (present.parent_id !== parent.id || present.taxonomy_id !== parent.taxonomyId)
      throw badLine(`"${code}" is elsewhere in the catalogue, under ${present.full_path}; it is not moved`);
    if (isDeepStrictEqual(present.labels, labels)) return 'unchanged';
    await nameCategory(transaction, present.id, { code, labels });
    await tell({ entity: 'category', action: 'updated', before: { labels: present.labels } });
    return 'updated';
  }
  const action = await place(transaction, {
    code,
    labels,
    name: nameOf(labels, code, defaultLocale),
    parent,
  });
  await tell({ entity: 'category', action, before: null });
  return action;
}

interface Parent {
  readonly taxonomyId: string;
  /** Null below the tree itself. */
  readonly id: string | null;
  readonly category: CategoryRow | null;
}

async function findParent(transaction: Executor, code: string): Promise<Parent> {
  const category = await findCategoryByCode(transaction, code);
  if (category) return { taxonomyId: category.taxonomy_id, id: category.id, category };
  const taxonomy = await findTaxonomy(transaction, code);
  if (!taxonomy) throw badLine(`parent "${code}" is neither a category nor a tree`);
  return { taxonomyId: taxonomy.id, id: null, category: null };
}

/** One that was made by its path is the same category, and gets its code. */
async function place(
  transaction: Executor,
  { code, labels, name, parent }: { code: string; labels: Labels; name: string; parent: Parent },
): Promise<'created' | 'updated'> {
  const fullPath = parent.category ? `${parent.category.full_path} > ${name}` : name;
  const key = foldText(fullPath);
  const same = await findCategoryByPath(transaction, parent.taxonomyId, key);
  if (same?.code) throw badLine(`the path "${fullPath}" is that of the category "${same.code}" already`);
  if (same) {
    await nameCategory(transaction, same.id, { code, labels });
    return 'updated';
  }
  await insertCategory(transaction, {
    taxonomyId: parent.taxonomyId,
    parent: parent.category,
    code,
    labels,
    name,
    fullPath,
    key,
  });
  return 'created';
}

/** The sign that parts the names of a path is none of a name's. */
function nameOf(labels: Labels, code: string, defaultLocale: string): string {
  const text =
    labels[defaultLocale] ?? labels['en-GB'] ?? labels['en-US'] ?? Object.values(labels)[0] ?? code;
  return text.replaceAll('>', '›').trim();
}
