import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { deletedAnswer, listAnswer, writtenAnswer } from '../definitions/answers.ts';
import { Code, strict } from '../definitions/schemas.ts';
import { NoQuery } from '../products/product.schemas.ts';
import type { TaxClassRow } from './tax.queries.ts';
import type { TaxService } from './tax.service.ts';

const schema = { tags: ['taxes'] };
const read = { permission: 'taxes:read' };
const write = { permission: 'taxes:write' };
const name = Type.String({ maxLength: 200, pattern: '\\S' });
const isDefault = Type.Boolean({ description: 'Of products that name no class' });
const CreateBody = Type.Object({ code: Code, name, isDefault: Type.Optional(isDefault) }, strict);
const PatchBody = Type.Object({ name: Type.Optional(name), isDefault: Type.Optional(isDefault) }, strict);
const CodeParams = Type.Object({ code: Code }, strict);
const ALL = '/api/v1/tax-classes';
const ONE = `${ALL}/:code`;

/** Classes that products name in their `taxClass`. */
export function taxClassRoutes({ db, taxes }: { db: Executor; taxes: TaxService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(ALL, { schema: { ...schema, querystring: NoQuery }, config: read }, async () =>
      listAnswer((await taxes.listClasses()).map(shape), null),
    );
    app.get(ONE, { schema: { ...schema, params: CodeParams }, config: read }, async (request, reply) => {
      const row = await taxes.getClass(request.params.code);
      return reply.header('ETag', `"${row.version}"`).send(shape(row));
    });
    app.post(ALL, { schema: { ...schema, body: CreateBody }, config: write }, (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) => {
          const input = { isDefault: false, ...request.body };
          const { row, operationId } = await taxes.createClass(transaction, input, originOf(request));
          return writtenAnswer({ body: shape(row), operationId }, `${ALL}/${row.code}`);
        },
      }),
    );
    app.patch(
      ONE,
      { schema: { ...schema, params: CodeParams, body: PatchBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { row, operationId } = await taxes.changeClass(transaction, {
              code: request.params.code,
              patch: request.body,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            });
            return writtenAnswer({ body: shape(row), operationId });
          },
        }),
    );
    app.delete(ONE, { schema: { ...schema, params: CodeParams }, config: write }, (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) =>
          deletedAnswer(
            await taxes.removeClass(transaction, {
              code: request.params.code,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            }),
          ),
      }),
    );
  };
}

const shape = (row: TaxClassRow) => ({
  code: row.code,
  name: row.name,
  isDefault: row.is_default,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
