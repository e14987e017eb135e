import {
  createDeletionService,
  createMergeService,
  type DeletionService,
  type MergeService,
  type ProductCache,
} from './catalog/index.ts';
import type { TablesOfDatabases } from './composition.ts';
import { createProductCandidates } from './imports/review/product-candidates.ts';
import { createProductPictures } from './media/product-pictures.ts';
import type { Databases } from './platform/databases/router.ts';
import type { SagaRunner } from './platform/saga/saga-runner.ts';
import type { ObjectStorage } from './platform/storage/object-storage.ts';

/** What happens to products in every database that holds something of them, or in none. */
export function createProductSagas(deps: {
  readonly databases: Databases<TablesOfDatabases>;
  readonly storage: ObjectStorage;
  readonly productCache: Pick<ProductCache, 'forgetAll'>;
  readonly newId: () => string;
  /** Made after the sagas that it knows. */
  readonly sagas: () => SagaRunner;
}): { readonly merges: MergeService; readonly deletions: DeletionService } {
  const { databases, storage, productCache, newId, sagas } = deps;
  const { catalog, imports, media } = databases.pools;
  const shared = {
    pool: catalog,
    onProductsChanged: productCache.forgetAll,
    newId,
    sagas,
    /** A domain that comes to hold something of products is listed here; the sagas take its steps in this order. */
    holders: [createProductCandidates(imports), createProductPictures({ pool: media, storage })],
  };
  return { merges: createMergeService(shared), deletions: createDeletionService(shared) };
}
