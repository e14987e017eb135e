import { Type } from 'typebox';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { inTransaction, type Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { defineSaga, type SagaDefinition } from '../../platform/saga/define-saga.ts';
import { requireMergeable, type MergedProducts, type MergeRequest } from './check-merge.ts';
import { failOperation, readDefinition } from './merge-operation.queries.ts';
import { lockProducts, readMergeStates } from './merge-state.queries.ts';
import type { MovedProducts, ProductHolder } from './product-holder.ts';
import { writeMerge } from './write-merge.queries.ts';
import { writtenFields } from './written-fields.ts';

const Payload = Type.Object({ operationId: Type.String() }, { additionalProperties: false });

export type MergeSaga = SagaDefinition<typeof Payload>;

export interface MergeParts {
  /** Of the catalogue. */
  readonly pool: ConnectionPool;
  readonly holders: readonly ProductHolder[];
  /** Called after the commit; other processes are told by the commit itself. */
  readonly onProductsChanged: () => void;
}

/** The catalogue comes last: until then nobody sees a merge, and what the others did is taken back without a trace. */
export function createMergeSaga(parts: MergeParts): MergeSaga {
  const { pool } = parts;
  return defineSaga({
    id: 'catalog.merge-products',
    version: 1,
    payload: Payload,
    steps: [
      {
        name: 'check',
        run: async ({ operationId }) => void (await checkMerge(pool, operationId)),
        compensate: ({ operationId }) => inTransaction(pool, (client) => failOperation(client, operationId)),
      },
      ...parts.holders.flatMap((holder) => moveStep(parts, holder)),
      {
        name: 'merge-catalog',
        run: async ({ operationId }, { once }) => {
          await inTransaction(pool, (client) =>
            once(client, async () => {
              await mergeInCatalogue(client, operationId);
              return {};
            }),
          );
          parts.onProductsChanged();
        },
        // Nothing follows it that could fail, so it is undone only where it never took effect: `once` bars it then.
        compensate: ({ operationId }, { once }) =>
          inTransaction(pool, (client) =>
            once(client, async () => {
              throw new AppError('products.merged_already', {
                message: `The merge ${operationId} took effect; undo its operation`,
                params: { id: operationId },
                status: 409,
              });
            }),
          ),
      },
    ],
  });
}

function moveStep({ pool }: MergeParts, holder: ProductHolder): MergeSaga['steps'][number][] {
  const { merging } = holder;
  if (!merging) return [];
  return [
    {
      name: `move-${holder.name}`,
      run: async ({ operationId }, { once }) => {
        const products = await movedProducts(pool, operationId);
        await inTransaction(holder.pool, (client) =>
          once(client, async () => {
            await merging.move(client, products);
            return {};
          }),
        );
      },
      compensate: ({ operationId }, { once }) =>
        inTransaction(holder.pool, (client) => once(client, () => merging.takeBack(client, operationId))),
    },
  ];
}

export const readMerge = (client: Statements, operationId: string): Promise<MergeRequest> =>
  readDefinition<MergeRequest>(client, operationId, 'merge');

async function checkMerge(client: Statements, operationId: string): Promise<MergedProducts> {
  const request = await readMerge(client, operationId);
  return requireMergeable(request, await readMergeStates(client, [request.survivorId, ...request.ids]));
}

/** With the products locked, what is decided holds until the commit. */
async function mergeInCatalogue(client: PoolClient, operationId: string): Promise<void> {
  const request = await readMerge(client, operationId);
  await lockProducts(client, [request.survivorId, ...request.ids]);
  const products = await checkMerge(client, operationId);
  await writeMerge(client, operationId, writtenFields(products, request.prefer));
}

async function movedProducts(client: Statements, operationId: string): Promise<MovedProducts> {
  const { survivorId, ids } = await readMerge(client, operationId);
  const { rows } = await client.query<MovedProducts['survivor'] & Record<string, unknown>>(
    'select id, sku, gtin, title from products where id = $1',
    [survivorId],
  );
  const [survivor] = rows;
  if (survivor) return { operationId, survivor, mergedIds: ids };
  throw new AppError('products.not_found', {
    message: `There is no product ${survivorId}; it was deleted meanwhile`,
    params: { id: survivorId },
  });
}

/** What other databases hold follows a merge that is taken back, or is in effect again; a crash tells it again. */
export async function followMerge(
  { pool, holders }: Omit<MergeParts, 'onProductsChanged'>,
  operationId: string,
  undone: boolean,
): Promise<void> {
  for (const holder of holders) {
    const { merging } = holder;
    if (!merging) continue;
    if (undone) await inTransaction(holder.pool, (client) => merging.takeBack(client, operationId));
    else {
      const products = await movedProducts(pool, operationId);
      await inTransaction(holder.pool, (client) => merging.move(client, products));
    }
  }
}
