import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transactions } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { DeletionService } from './deletion.service.ts';

/** Beside the permission to archive, which every deletion asks for. */
export const DELETE_PERMANENTLY = 'products:delete-permanently';

export type DeletePermanently = (
  request: FastifyRequest,
  reply: FastifyReply,
  product: { readonly id: string; readonly detach: boolean },
) => Promise<FastifyReply>;

/** Answers `DELETE /products/{id}?permanent=true`. */
export const permanentDeletion =
  <Transaction>(deps: {
    readonly deletions: DeletionService;
    /** Of the sagas' database. */
    readonly transactions: Transactions<Transaction>;
  }): DeletePermanently =>
  async (request, reply, { id, detach }) => {
    if (!request.principal?.permissions.has(DELETE_PERMANENTLY))
      throw new AppError('auth.forbidden', {
        message: `You lack the permission ${DELETE_PERMANENTLY}`,
        params: { permission: DELETE_PERMANENTLY },
        status: 403,
      });
    return answerOnce(request, reply, {
      transactions: deps.transactions,
      work: async (transaction) => {
        const { operationId, sagaId, sku } = await deps.deletions.request(
          deps.transactions.statements(transaction),
          { productId: id.toLowerCase(), version: versionOf(request.headers['if-match']), detach },
          originOf(request),
        );
        return {
          status: 202,
          headers: { Location: `/api/v1/operations/${operationId}`, 'Operation-Id': operationId },
          body: { id, sku, operationId, permanent: true, undoable: false },
          afterCommit: () => deps.deletions.run(sagaId),
        };
      },
    });
  };
