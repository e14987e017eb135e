import { Type, type Static, type TObject, type TSchema } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { Nothing } from '../../platform/http/answers.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import { deletedAnswer, writtenAnswer } from './answers.ts';
import { NoQuery } from '../products/product.schemas.ts';
import { ForceQuery, strict } from './schemas.ts';

interface Edit {
  readonly code: string;
  /** The version that was seen; null for whatever there is. */
  readonly expected: number | null;
  readonly origin: Origin;
}

interface CodeRoutes<Row, Create extends TObject, Patch extends TObject> {
  readonly db: Executor;
  /** Of the list; one of them stands below it under its code. */
  readonly url: string;
  readonly tag: string;
  /** `<resource>:read` and `<resource>:write` are the permissions. */
  readonly resource: string;
  readonly code: TSchema;
  readonly create: Create;
  readonly patch: Patch;
  /** Whether one that is in use is deleted with `?force=true`. */
  readonly forced: boolean;
  readonly shape: (row: Row) => object & { version: number };
  /** What `shape` makes. */
  readonly answer?: TSchema;
  readonly service: {
    get(code: string): Promise<Row>;
    create(transaction: Executor, body: Static<Create>, origin: Origin): Promise<Changed<Row>>;
    change(transaction: Executor, edit: Edit & { patch: Static<Patch> }): Promise<Changed<Row>>;
    remove(transaction: Executor, edit: Edit & { force: boolean }): Promise<{ operationId: string }>;
  };
}

/**
 * What is the same for all definitions that have a code: one is read with its ETag, made (201 with its address),
 * changed under `If-Match` by a merge patch (RFC 7396) and deleted (204); each write is one operation, once under its
 * `Idempotency-Key`. How they are listed is each one's own.
 */
export function codeRoutes<
  Row extends { code: string; version: number },
  Create extends TObject,
  Patch extends TObject,
>(app: HttpServer, options: CodeRoutes<Row, Create, Patch>): void {
  const { url, service, shape, answer } = options;
  const transactions = kyselyTransactions(options.db);
  const params = Type.Object({ code: options.code }, strict);
  const schema = { tags: [options.tag], params };
  const write = { permission: `${options.resource}:write` };
  const answers = (status: 200 | 201) => (answer ? { response: { [status]: answer } } : {});
  const codeOf = (request: { params: unknown }): string => (request.params as { code: string }).code;

  app.get(
    `${url}/:code`,
    {
      schema: { ...schema, querystring: NoQuery, ...answers(200) },
      config: { permission: `${options.resource}:read` },
    },
    async (request, reply) => {
      const row = await service.get(codeOf(request));
      return reply.header('ETag', `"${row.version}"`).send(shape(row));
    },
  );
  app.post(
    url,
    { schema: { tags: [options.tag], body: options.create, ...answers(201) }, config: write },
    (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) => {
          const body = request.body as Static<Create>;
          const { row, operationId } = await service.create(transaction, body, originOf(request));
          return writtenAnswer({ body: shape(row), operationId }, `${url}/${row.code}`);
        },
      }),
  );
  app.patch(
    `${url}/:code`,
    { schema: { ...schema, body: options.patch, ...answers(200) }, config: write },
    (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) => {
          const { row, operationId } = await service.change(transaction, {
            code: codeOf(request),
            patch: request.body as Static<Patch>,
            expected: versionOf(request.headers['if-match']),
            origin: originOf(request),
          });
          return writtenAnswer({ body: shape(row), operationId });
        },
      }),
  );
  app.delete(
    `${url}/:code`,
    {
      schema: { ...schema, querystring: options.forced ? ForceQuery : NoQuery, response: { 204: Nothing } },
      config: write,
    },
    (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) =>
          deletedAnswer(
            await service.remove(transaction, {
              code: codeOf(request),
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
              force: (request.query as Static<typeof ForceQuery>).force === 'true',
            }),
          ),
      }),
  );
}
