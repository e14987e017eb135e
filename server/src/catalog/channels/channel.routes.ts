import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { deletedAnswer, listAnswer, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import {
  Code,
  Cursor,
  ForceQuery,
  LabelsBody,
  Limit,
  Locale,
  Query,
  strict,
} from '../definitions/schemas.ts';
import { listChannels, type ChannelRow } from './channel.queries.ts';
import type { ChannelService } from './channel.service.ts';

const schema = { tags: ['channels'] };
const read = { permission: 'channels:read' };
const write = { permission: 'channels:write' };
const editable = {
  labels: Type.Optional(LabelsBody),
  locales: Type.Optional(Type.Array(Locale, { maxItems: 200 })),
  currencies: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Z]{3}$' }), { maxItems: 200 })),
  taxonomy: Type.Optional(
    Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()], {
      description: 'Code of its tree of categories',
    }),
  ),
};
const CreateBody = Type.Object({ code: Code, ...editable }, strict);
const PatchBody = Type.Object(editable, strict);
const CodeParams = Type.Object({ code: Code }, strict);
const ListQuery = Type.Object({ q: Query, limit: Limit, cursor: Cursor }, strict);
const one = '/api/v1/channels/:code';

export function channelRoutes({ db, channels }: { db: Executor; channels: ChannelService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/channels',
      { schema: { ...schema, querystring: ListQuery }, config: read },
      async (request) => {
        const { cursor, limit: text, q } = request.query;
        const limit = Number(text ?? 50);
        const rows = await listChannels(db, {
          q,
          after: readCursor(cursor, 1)?.[0] ?? null,
          limit: limit + 1,
        });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code]);
        return listAnswer(items.map(shape), nextCursor);
      },
    );
    app.get(one, { schema: { ...schema, params: CodeParams }, config: read }, async (request, reply) => {
      const row = await channels.get(request.params.code);
      return reply.header('ETag', `"${row.version}"`).send(shape(row));
    });
    app.post(
      '/api/v1/channels',
      { schema: { ...schema, body: CreateBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { row, operationId } = await channels.create(transaction, request.body, originOf(request));
            return writtenAnswer({ body: shape(row), operationId }, `/api/v1/channels/${row.code}`);
          },
        }),
    );
    app.patch(
      one,
      { schema: { ...schema, params: CodeParams, body: PatchBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { row, operationId } = await channels.change(transaction, {
              code: request.params.code,
              patch: request.body,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            });
            return writtenAnswer({ body: shape(row), operationId });
          },
        }),
    );
    app.delete(
      one,
      { schema: { ...schema, params: CodeParams, querystring: ForceQuery }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) =>
            deletedAnswer(
              await channels.remove(transaction, {
                code: request.params.code,
                expected: versionOf(request.headers['if-match']),
                force: request.query.force === 'true',
                origin: originOf(request),
              }),
            ),
        }),
    );
  };
}

const shape = (row: ChannelRow) => ({
  code: row.code,
  labels: row.labels,
  locales: row.locales,
  currencies: row.currencies,
  taxonomy: row.taxonomy,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
