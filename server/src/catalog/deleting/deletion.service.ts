import type { Statements } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';
import type { SagaRunner } from '../../platform/saga/saga-runner.ts';
import { openOperation } from '../merging/merge-operation.queries.ts';
import {
  createDeletionSaga,
  requireDeletable,
  type DeletionParts,
  type DeletionRequest,
} from './delete-product.ts';

/** How long a deletion is waited for; one that takes longer goes on in a worker. */
const WAIT_MS = 10_000;

/** Deletes a product for good, in each database that holds something of it. */
export function createDeletionService(
  deps: DeletionParts & {
    readonly newId: () => string;
    readonly sagas: () => SagaRunner;
  },
) {
  const saga = createDeletionSaga(deps);
  return {
    saga,
    /**
     * Writes the deletion down and has a saga do it; the transaction is that of the sagas' database.
     * @throws AppError as `requireDeletable`
     */
    async request(
      client: Statements,
      request: DeletionRequest,
      origin: Origin,
    ): Promise<{ operationId: string; sagaId: string; sku: string }> {
      const { sku } = await requireDeletable(deps.pool, request);
      const operationId = deps.newId();
      await openOperation(deps.pool, { id: operationId, kind: 'delete', origin, definition: request });
      return { operationId, sku, sagaId: await deps.sagas().start(saga, { operationId }, client) };
    },
    /** Runs it here, so that who asked finds it done; where that fails or takes long, a worker goes on. */
    async run(sagaId: string): Promise<void> {
      await deps
        .sagas()
        .run(sagaId, AbortSignal.timeout(WAIT_MS))
        .catch(() => null);
    },
  };
}

export type DeletionService = ReturnType<typeof createDeletionService>;
