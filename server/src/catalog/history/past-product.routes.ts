import { Type, type Static } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ProductEditor } from '../products/edit-product.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import type { Executor } from '../products/product.queries.ts';
import { IdParams } from '../products/product.schemas.ts';
import { etagOf } from '../products/product.service.ts';
import type { Locales } from '../products/scoped-values.ts';
import { productAsOf, type Moment } from './product-as-of.ts';
import { restorePatch } from './restore-patch.ts';

const strict = { additionalProperties: false };
const at = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2}))?$',
  description: 'ISO 8601, as 2026-11-27T08:30:00Z',
});
const moment = {
  at: Type.Optional(at),
  operationId: Type.Optional({ ...Uuid, description: 'Right after this operation' }),
};
const AsOfQuery = Type.Object(moment, strict);
const RestoreBody = Type.Object(
  {
    ...moment,
    fields: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 500,
        description: 'Only these; absent: all that differ',
      }),
    ),
    dryRun: Type.Optional(Type.Boolean()),
  },
  strict,
);

/** A product as it was, and as it was again. */
export function pastProductRoutes(deps: {
  readonly pool: ConnectionPool;
  readonly editor: ProductEditor;
  readonly locales: () => Promise<Locales>;
}) {
  const { editor } = deps;
  const transactions = editTransactions(deps.pool);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/products/:id/as-of',
      {
        schema: { tags: ['products'], params: IdParams, querystring: AsOfQuery },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const db = deps.pool as unknown as Executor;
        const { fields, differing } = await productAsOf(db, request.params.id, momentOf(request.query));
        return { fields, differing };
      },
    );
    app.post(
      '/api/v1/products/:id/restore',
      {
        schema: { tags: ['products'], params: IdParams, body: RestoreBody },
        config: { permission: 'products:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const { fields, dryRun = false, ...when } = request.body;
            const { id } = request.params;
            const { defaultLocale } = await deps.locales();
            const past = await productAsOf(client as unknown as Executor, id, momentOf(when));
            const asked = chosen(past.differing, fields);
            const { patch, left } = restorePatch(past.product, asked, defaultLocale);
            const restored = asked.filter(({ field }) => !left.includes(field));
            if (dryRun || restored.length === 0)
              return { body: { dryRun, restored, left, operationId: null } };
            // What was read must be what is written over.
            const seen = versionOf(request.headers['if-match']) ?? past.product.version;
            const written = await editor.patch(
              client,
              { id, version: seen, origin: originOf(request) },
              patch,
            );
            return {
              headers: {
                ETag: etagOf(written.product.version, written.body),
                'Operation-Id': written.operationId,
              },
              body: { dryRun, restored, left, operationId: written.operationId },
              afterCommit: () => editor.forget(written.product),
            };
          },
        }),
    );
  };
}

function momentOf({ at: time, operationId }: Static<typeof AsOfQuery>): Moment {
  if ((time === undefined) === (operationId === undefined))
    throw new AppError('products.invalid', {
      message: 'Say when: at, or operationId',
      params: { field: 'at' },
    });
  if (operationId !== undefined) return { operationId };
  if (!Number.isNaN(Date.parse(time!))) return { at: time! };
  throw new AppError('products.invalid', {
    message: `"${time}" is no moment; write it as 2026-11-27T08:30:00Z`,
    params: { at: time },
  });
}

/** @throws AppError for a field that does not differ: a mistyped one would otherwise be restored in silence */
function chosen<Field extends { readonly field: string }>(
  differing: readonly Field[],
  fields: readonly string[] | undefined,
): readonly Field[] {
  if (!fields) return differing;
  const unknown = fields.find((name) => differing.every(({ field }) => field !== name));
  if (unknown === undefined) return differing.filter(({ field }) => fields.includes(field));
  throw new AppError('products.invalid', {
    message: `"${unknown}" is what it was then; ${differing.length === 0 ? 'nothing differs' : `these differ: ${differing.map(({ field }) => field).join(', ')}`}`,
    params: { field: unknown },
  });
}
