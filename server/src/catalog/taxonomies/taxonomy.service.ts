import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import type { Labels } from '../attributes/attribute.tables.ts';
import { lockTree } from '../categories/category.queries.ts';
import { unlinkProducts } from '../categories/unlink-products.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import {
  countTaxonomyUses,
  deleteTaxonomy,
  findTaxonomy,
  insertTaxonomy,
  lockTaxonomy,
  nameTaxonomy,
  type TaxonomyRow,
} from './taxonomy.queries.ts';

/** The tree whose paths imports and edits of products name. */
export const MAIN_TAXONOMY = 'main';

interface TaxonomyEdit extends VersionedEdit {
  readonly code: string;
}

/** Trees of categories: our own, those of channels, published ones such as Google's. */
export function createTaxonomyService({ db }: { db: Executor }) {
  return {
    get: async (code: string): Promise<TaxonomyRow> => (await findTaxonomy(db, code)) ?? missing(code),
    async create(
      transaction: Executor,
      { code, labels: given }: { code: string; labels?: LabelsPatch | undefined },
      origin: Origin,
    ): Promise<Changed<TaxonomyRow>> {
      const labels = mergePatch({}, given ?? {}) as Labels;
      const row = await insertTaxonomy(transaction, code, labels);
      if (!row) throw codeTaken('taxonomies', code);
      const event = { entity: 'taxonomy', id: code, action: 'created', origin, before: null } as const;
      return { row, operationId: await appendDefinitionEvent(transaction, { ...event, after: { labels } }) };
    },
    async change(
      transaction: Executor,
      { code, patch, expected, origin }: TaxonomyEdit & { readonly patch: { labels?: LabelsPatch } },
    ): Promise<Changed<TaxonomyRow>> {
      const present = (await lockTaxonomy(transaction, code)) ?? missing(code);
      requireVersion('taxonomies', present, expected);
      const labels = mergePatch(present.labels, patch.labels ?? {}) as Labels;
      if (isDeepStrictEqual(labels, present.labels)) return { row: present, operationId: null };
      const row = await nameTaxonomy(transaction, present.id, labels);
      const event = { entity: 'taxonomy', id: code, action: 'updated', origin } as const;
      const values = { before: { labels: present.labels }, after: { labels } };
      return { row, operationId: await appendDefinitionEvent(transaction, { ...event, ...values }) };
    },
    /** By force with its categories, which products lose. */
    async remove(
      transaction: Executor,
      { code, expected, origin, force }: TaxonomyEdit & { readonly force: boolean },
    ): Promise<{ operationId: string }> {
      if (code === MAIN_TAXONOMY) throw kept();
      await lockTree(transaction);
      const present = (await lockTaxonomy(transaction, code)) ?? missing(code);
      requireVersion('taxonomies', present, expected);
      const uses = await countTaxonomyUses(transaction, present.id);
      if (!force && uses.categories + uses.channels > 0)
        throw inUse('taxonomies', {
          code,
          uses,
          remedy: 'delete it with ?force=true: its categories go with it, and products lose them',
        });
      const event = { entity: 'taxonomy', id: code, action: 'deleted', origin, after: null } as const;
      const before = { labels: present.labels };
      const operationId = await appendDefinitionEvent(transaction, { ...event, before });
      if (uses.categories > 0)
        await unlinkProducts(transaction, { operationId, origin, of: { taxonomyId: present.id } });
      await deleteTaxonomy(transaction, present.id);
      return { operationId };
    },
  };
}

export type TaxonomyService = ReturnType<typeof createTaxonomyService>;

const kept = (): AppError =>
  new AppError('taxonomies.kept', {
    message: `"${MAIN_TAXONOMY}" is the tree that imports put products into; delete its categories instead`,
    params: { code: MAIN_TAXONOMY },
    status: 409,
  });

function missing(code: string): never {
  throw absent('taxonomies', code);
}
