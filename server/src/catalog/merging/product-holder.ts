import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { Memory } from '../../platform/saga/steps-done.queries.ts';

/** What a holder may need to know of a product: the catalogue's database is not its own. */
export interface HeldProduct {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly title: string | null;
}

export interface MovedProducts {
  /** The merge, by which it is taken back. */
  readonly operationId: string;
  readonly survivor: HeldProduct;
  readonly mergedIds: readonly string[];
}

export interface RemovedProduct extends HeldProduct {
  /** Pictures in db_media that no other product names. */
  readonly mediaIds: readonly string[];
}

/**
 * A domain whose database holds something of products, beside the catalogue. Everything may be called again after
 * a crash and then finds nothing left to do.
 */
export interface ProductHolder {
  /** Part of the names of the sagas' steps. */
  readonly name: string;
  readonly pool: ConnectionPool;
  /** Absent where nothing is held by the id of a product. */
  readonly merging?: {
    move(client: Statements, products: MovedProducts): Promise<void>;
    takeBack(client: Statements, operationId: string): Promise<void>;
  };
  readonly removing?: {
    /** @returns what it takes to put it back, and no more: the log of a deletion must not keep what it deletes */
    remove(client: Statements, product: RemovedProduct): Promise<Memory>;
    putBack(client: Statements, memory: Memory, product: RemovedProduct): Promise<void>;
    /** Follows the commit of `remove`: what is no row of a database. */
    afterRemoval?(memory: Memory): Promise<void>;
  };
}
