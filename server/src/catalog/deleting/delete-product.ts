import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { inTransaction, type Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { defineSaga, type SagaDefinition } from '../../platform/saga/define-saga.ts';
import { failOperation, readDefinition } from '../merging/merge-operation.queries.ts';
import { lockProducts } from '../merging/merge-state.queries.ts';
import type { ProductHolder } from '../merging/product-holder.ts';
import { deleteForGood, findDeletable, type DeletableProduct } from './delete-product.queries.ts';
import { noSuchProduct } from '../products/no-such-product.ts';

/** A deletion as it was asked for. */
export interface DeletionRequest {
  readonly productId: string;
  /** From `If-Match`; null where any will do. */
  readonly version: number | null;
  /** Variants stay as products of their own; else a product that has some is not deleted. */
  readonly detach: boolean;
}

export interface DeletionParts {
  /** Of the catalogue. */
  readonly pool: ConnectionPool;
  readonly holders: readonly ProductHolder[];
  readonly onProductsChanged: () => void;
}

const Payload = Type.Object({ operationId: Type.String() }, { additionalProperties: false });

export type DeletionSaga = SagaDefinition<typeof Payload>;

/** The catalogue comes last: until then its row names what would have to be put back. */
export function createDeletionSaga(parts: DeletionParts): DeletionSaga {
  const { pool } = parts;
  return defineSaga({
    id: 'catalog.delete-product',
    version: 1,
    payload: Payload,
    steps: [
      {
        name: 'check',
        run: async ({ operationId }) => void (await requireAsked(pool, operationId)),
        compensate: ({ operationId }) => inTransaction(pool, (client) => failOperation(client, operationId)),
      },
      ...parts.holders.flatMap((holder) => removeStep(pool, holder)),
      {
        name: 'delete-catalog',
        run: async ({ operationId }, { once }) => {
          await inTransaction(pool, (client) =>
            once(client, async () => {
              const { productId } = await readDeletion(client, operationId);
              await lockProducts(client, [productId]);
              await deleteForGood(client, operationId, await requireAsked(client, operationId));
              return {};
            }),
          );
          parts.onProductsChanged();
        },
        // Nothing follows it that could fail, so it is undone only where it never took effect: `once` bars it then.
        compensate: ({ operationId }, { once }) =>
          inTransaction(pool, (client) =>
            once(client, async () => {
              throw new AppError('products.deleted', {
                message: `The product of the deletion ${operationId} is gone and cannot be brought back; restore a backup`,
                params: { id: operationId },
                status: 409,
              });
            }),
          ),
      },
    ],
  });
}

function removeStep(pool: ConnectionPool, holder: ProductHolder): DeletionSaga['steps'][number][] {
  const { removing } = holder;
  if (!removing) return [];
  return [
    {
      name: `remove-${holder.name}`,
      run: async ({ operationId }, { once }) => {
        const product = await requireAsked(pool, operationId);
        const memory = await inTransaction(holder.pool, (client) =>
          once(client, () => removing.remove(client, product)),
        );
        await removing.afterRemoval?.(memory);
      },
      compensate: ({ operationId }, { once }) =>
        inTransaction(holder.pool, (client) =>
          once(client, async (memory) => {
            const { productId } = await readDeletion(pool, operationId);
            // One that somebody else deleted has nothing to be put back for.
            const product = await findDeletable(pool, productId);
            if (product) await removing.putBack(client, memory, product);
          }),
        ),
    },
  ];
}

const readDeletion = (client: Statements, operationId: string): Promise<DeletionRequest> =>
  readDefinition<DeletionRequest>(client, operationId, 'delete');

const requireAsked = async (client: Statements, operationId: string): Promise<DeletableProduct> =>
  requireDeletable(client, await readDeletion(client, operationId));

/** @throws AppError `products.not_found`, `products.stale` 412, `products.has_variants` 409, `products.in_bundle` 409 */
export async function requireDeletable(
  client: Statements,
  { productId, version, detach }: DeletionRequest,
): Promise<DeletableProduct> {
  const product = await findDeletable(client, productId);
  if (!product) throw noSuchProduct(productId);
  if (version !== null && version !== product.version)
    throw new AppError('products.stale', {
      message: `The product was changed meanwhile: it has version ${product.version}, yours is ${version}; look at it again`,
      params: { version: product.version, conflicts: [] },
    });
  if (product.variants > 0 && !detach)
    throw new AppError('products.has_variants', {
      message: `${product.sku} is the model of ${product.variants} variants; delete them first, or send detach=true to keep them as products of their own`,
      params: { id: productId, variants: product.variants },
      status: 409,
    });
  if (product.bundles.length > 0)
    throw new AppError('products.in_bundle', {
      message: `${product.sku} is a component of ${product.bundles.join(', ')}; take it out of there first`,
      params: { id: productId, bundles: product.bundles },
      status: 409,
    });
  return product;
}
