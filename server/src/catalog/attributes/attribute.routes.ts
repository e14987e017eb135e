import { Type } from 'typebox';
import { kyselyTransactions, within } from '../../platform/databases/transactions.ts';
import { Moment, named, Nothing, nullable, oneOf } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { deletedAnswer, Labels, listAnswer, listOf, Version, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import {
  Code,
  Cursor,
  ForceQuery,
  LabelsBody,
  Limit,
  Position,
  Query,
  strict,
} from '../definitions/schemas.ts';
import {
  attributeScopes,
  attributeTypes,
  RulesBody,
  RulesShape,
  type RulesPatch,
} from './attribute-rules.ts';
import { listAttributes, type AttributeRow, type Executor } from './attribute.queries.ts';
import type { AttributePatch, AttributeService } from './attribute.service.ts';
import { filterIndexName, readFilterIndexes } from './filter-index.queries.ts';

const schema = { tags: ['attributes'] };
const read = { permission: 'attributes:read' };
const write = { permission: 'attributes:write' };
const type = Type.Union(attributeTypes.map((name) => Type.Literal(name)));
const editable = {
  scope: Type.Optional(Type.Union(attributeScopes.map((scope) => Type.Literal(scope)))),
  validation: Type.Optional(RulesBody),
  filterable: Type.Optional(Type.Boolean({ description: 'At most 64; an index is made by a job' })),
  group: Type.Optional(Type.Union([Code, Type.Null()])),
  labels: Type.Optional(LabelsBody),
  position: Type.Optional(Position),
};
const CreateBody = Type.Object({ code: Code, type, ...editable }, strict);
const PatchBody = Type.Object({ type: Type.Optional(type), ...editable }, strict);
const CodeParams = Type.Object({ code: Code }, strict);
/** What `shape` makes. */
export const Attribute = named(
  'Attribute',
  Type.Object({
    code: Code,
    type: oneOf(attributeTypes),
    scope: { ...oneOf(attributeScopes), description: 'By what its values differ' },
    validation: RulesShape,
    filterable: Type.Boolean(),
    filterIndex: {
      ...nullable(oneOf(['ready', 'building'])),
      description: 'Whether the filter is fast yet; null: not filterable',
    },
    group: nullable(Code),
    labels: Labels,
    position: Position,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);
const ListQuery = Type.Object(
  {
    q: Query,
    group: Type.Optional(Code),
    type: Type.Optional(type),
    filterable: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
    limit: Limit,
    cursor: Cursor,
  },
  strict,
);

/** Definitions of attributes; their options have routes of their own. */
export function attributeRoutes({ db, attributes }: { db: Executor; attributes: AttributeService }) {
  const transactions = kyselyTransactions(db);
  const shown = async (row: AttributeRow, executor = db) => shape(row, await indexesFor([row], executor));
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/attributes',
      { schema: { ...schema, querystring: ListQuery, response: { 200: listOf(Attribute) } }, config: read },
      async (request) => {
        const { cursor, limit: text, filterable, ...filter } = request.query;
        const limit = Number(text ?? 50);
        const after = readCursor(cursor, 1)?.[0] ?? null;
        const asked = { ...filter, ...(filterable ? { filterable: filterable === 'true' } : {}) };
        const rows = await listAttributes(db, asked, { after, limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code]);
        const indexes = await indexesFor(items, db);
        return listAnswer(
          items.map((row) => shape(row, indexes)),
          nextCursor,
        );
      },
    );
    app.get(
      '/api/v1/attributes/:code',
      { schema: { ...schema, params: CodeParams, response: { 200: Attribute } }, config: read },
      async (request, reply) => {
        const row = await attributes.get(request.params.code);
        return reply.header('ETag', `"${row.version}"`).send(await shown(row));
      },
    );
    app.post(
      '/api/v1/attributes',
      { schema: { ...schema, body: CreateBody, response: { 201: Attribute } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const input = { ...patchOf(request.body), code: request.body.code, type: request.body.type };
            const { row, operationId } = await attributes.create(transaction, input, originOf(request));
            return writtenAnswer(
              { body: await shown(row, transaction), operationId },
              `/api/v1/attributes/${row.code}`,
            );
          },
        }),
    );
    app.patch(
      '/api/v1/attributes/:code',
      {
        schema: { ...schema, params: CodeParams, body: PatchBody, response: { 200: Attribute } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { row, operationId } = await attributes.change(transaction, {
              code: request.params.code,
              patch: patchOf(request.body),
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            });
            return writtenAnswer({ body: await shown(row, transaction), operationId });
          },
        }),
    );
    app.delete(
      '/api/v1/attributes/:code',
      {
        schema: { ...schema, params: CodeParams, querystring: ForceQuery, response: { 204: Nothing } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) =>
            deletedAnswer(
              await attributes.remove(transaction, {
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

const patchOf = ({
  validation,
  ...rest
}: Omit<AttributePatch, 'validation'> & { validation?: object }): AttributePatch => ({
  ...rest,
  ...(validation ? { validation: validation as RulesPatch } : {}),
});

/** Asked for where a filter is shown only. */
const indexesFor = async (
  rows: readonly AttributeRow[],
  executor: Executor,
): Promise<Map<string, boolean>> =>
  rows.some((row) => row.filterable) ? readFilterIndexes(within(executor)) : new Map();

/** `filterIndex` says whether the filter is fast yet; it answers right before, too. */
export const shape = (row: AttributeRow, indexes: ReadonlyMap<string, boolean>) => ({
  code: row.code,
  type: row.type,
  scope: row.scope,
  validation: row.rules,
  filterable: row.filterable,
  filterIndex: row.filterable
    ? indexes.get(filterIndexName(row.code, row.type))
      ? 'ready'
      : 'building'
    : null,
  group: row.group_code,
  labels: row.labels,
  position: row.position,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
