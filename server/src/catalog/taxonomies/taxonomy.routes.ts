import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { deletedAnswer, listAnswer, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Cursor, ForceQuery, LabelsBody, Limit, Query, strict } from '../definitions/schemas.ts';
import { NoQuery } from '../products/product.schemas.ts';
import { listTaxonomies, type TaxonomyRow } from './taxonomy.queries.ts';
import type { TaxonomyService } from './taxonomy.service.ts';

const schema = { tags: ['taxonomies'] };
const read = { permission: 'taxonomies:read' };
const write = { permission: 'taxonomies:write' };
/** As files that define trees have them. */
export const TaxonomyCode = Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' });
const CodeParams = Type.Object({ code: TaxonomyCode }, strict);
const editable = { labels: Type.Optional(LabelsBody) };
const ListQuery = Type.Object({ q: Query, limit: Limit, cursor: Cursor }, strict);
const one = '/api/v1/taxonomies/:code';

export function taxonomyRoutes({ db, taxonomies }: { db: Executor; taxonomies: TaxonomyService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/taxonomies',
      { schema: { ...schema, querystring: ListQuery }, config: read },
      async (request) => {
        const { q, cursor, limit: text } = request.query;
        const limit = Number(text ?? 50);
        const after = readCursor(cursor, 1)?.[0] ?? null;
        const rows = await listTaxonomies(db, { q, after, limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code]);
        return listAnswer(items.map(shape), nextCursor);
      },
    );
    app.get(
      one,
      { schema: { ...schema, params: CodeParams, querystring: NoQuery }, config: read },
      async (request, reply) => {
        const row = await taxonomies.get(request.params.code);
        return reply.header('ETag', `"${row.version}"`).send(shape(row));
      },
    );
    app.post(
      '/api/v1/taxonomies',
      {
        schema: { ...schema, body: Type.Object({ code: TaxonomyCode, ...editable }, strict) },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const made = await taxonomies.create(transaction, request.body, originOf(request));
            return writtenAnswer({ ...made, body: shape(made.row) }, `/api/v1/taxonomies/${made.row.code}`);
          },
        }),
    );
    app.patch(
      one,
      { schema: { ...schema, params: CodeParams, body: Type.Object(editable, strict) }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const changed = await taxonomies.change(transaction, {
              code: request.params.code,
              labels: request.body.labels,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            });
            return writtenAnswer({ ...changed, body: shape(changed.row) });
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
              await taxonomies.remove(transaction, {
                code: request.params.code,
                expected: versionOf(request.headers['if-match']),
                origin: originOf(request),
                force: request.query.force === 'true',
              }),
            ),
        }),
    );
  };
}

const shape = (row: TaxonomyRow) => ({
  id: row.id,
  code: row.code,
  labels: row.labels,
  edition: row.edition,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
