import { Type } from 'typebox';
import { AppError } from '../../platform/errors.ts';
import { Moment, named, nullable, oneOf } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { SagaReport, SagaState } from '../../platform/saga/saga.queries.ts';
import type { SagaRunner } from '../../platform/saga/saga-runner.ts';

const schema = { tags: ['sagas'] };
const IdParams = Type.Object({ id: Uuid }, { additionalProperties: false });

const states: readonly SagaState[] = ['running', 'completed', 'compensating', 'compensated', 'failed'];
const SagaFailure = named(
  'SagaFailure',
  Type.Object({
    code: Type.String(),
    message: Type.String(),
    step: nullable(Type.String()),
  }),
);
const Saga = named(
  'Saga',
  Type.Object({
    id: Uuid,
    saga: Type.String({ description: 'Which kind of saga it is' }),
    version: Type.Integer({ description: 'Of the definition it follows' }),
    state: oneOf(states),
    failure: nullable(SagaFailure),
    steps: Type.Array(
      Type.Object({
        step: Type.String(),
        direction: Type.Union([Type.Literal('run'), Type.Literal('compensate')]),
        tries: Type.Integer({ minimum: 0 }),
        done: Type.Boolean(),
        error: nullable(SagaFailure),
      }),
      { description: 'Those that were begun, in their order' },
    ),
    createdAt: Moment,
    finishedAt: nullable(Moment),
  }),
);

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
      {
        schema: { ...schema, params: IdParams, response: { 200: Saga } },
        config: { permission: 'sagas:read' },
      },
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
