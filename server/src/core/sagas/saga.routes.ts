import { Type } from 'typebox';
import { AppError } from '../../platform/errors.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { SagaReport } from '../../platform/saga/saga.queries.ts';
import type { SagaRunner } from '../../platform/saga/saga-runner.ts';

const schema = { tags: ['sagas'] };
const IdParams = Type.Object({ id: Uuid }, { additionalProperties: false });

/** What it was started with is nobody's business here. */
const shape = (saga: SagaReport) => ({
  id: saga.id,
  saga: saga.saga,
  version: saga.version,
  state: saga.state,
  failure: saga.failure,
  steps: saga.steps,
  createdAt: saga.createdAt.toISOString(),
  finishedAt: saga.finishedAt?.toISOString() ?? null,
});

export function sagaRoutes({ sagas }: { sagas: Pick<SagaRunner, 'find'> }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/sagas/:id',
      { schema: { ...schema, params: IdParams }, config: { permission: 'sagas:read' } },
      async (request) => {
        const { id } = request.params;
        const saga = await sagas.find(id);
        if (!saga)
          throw new AppError('sagas.not_found', { message: `There is no saga ${id}`, params: { id } });
        return shape(saga);
      },
    );
  };
}
