import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { Moment, named, Nothing, nullable, pageOf } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportsTables } from '../tables.ts';
import { TemplateColumnSchema, type TemplateColumn } from './template-columns.ts';
import type { TemplateRow } from './template.queries.ts';
import type { TemplateService } from './template.service.ts';

const schema = { tags: ['imports'] };
const strict = { additionalProperties: false };
const read = { permission: 'imports:read' };
const write = { permission: 'imports:write' };
const Id = Type.Object({ id: Uuid }, strict);
const columns = Type.Array(TemplateColumnSchema, { minItems: 1, maxItems: 500 });
const CreateBody = Type.Object({ name: Type.String({ maxLength: 200, pattern: '\\S' }), columns }, strict);
const ChangeBody = Type.Object({ columns }, strict);
const parts = {
  id: Uuid,
  name: Type.String(),
  version: Type.Integer(),
  createdAt: Moment,
  updatedAt: Moment,
};
const shownColumns = Type.Array(TemplateColumnSchema);
const TemplateHead = named('TemplateHead', Type.Object(parts));
const MappingTemplate = named('MappingTemplate', Type.Object({ ...parts, columns: shownColumns }));
const Versions = Type.Object({
  items: Type.Array(
    named(
      'TemplateVersion',
      Type.Object({ version: Type.Integer(), columns: shownColumns, createdAt: Moment }),
    ),
  ),
  nextCursor: Type.Null(),
});
const cell = nullable(Type.String());
const Replayed = Type.Object({
  items: Type.Array(
    named(
      'ReplayedFile',
      Type.Object({
        importId: Uuid,
        supplier: cell,
        file: Type.String(),
        rows: Type.Integer(),
        complete: Type.Boolean({ description: 'False: the file has more rows than were read' }),
        differing: Type.Integer(),
        newlyRejected: Type.Integer(),
        newlyRead: Type.Integer(),
        differences: Type.Array(
          Type.Object({
            line: Type.Integer(),
            fields: Type.Record(Type.String(), Type.Array(cell, { minItems: 2, maxItems: 2 }), {
              description: 'Before and after; a rejected row has null for all',
            }),
          }),
        ),
        problem: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
      }),
    ),
  ),
});

/** How files are read, under a name, version by version. */
export function templateRoutes(deps: { db: Kysely<ImportsTables>; templates: TemplateService }) {
  const { templates } = deps;
  const transactions = kyselyTransactions(deps.db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/mapping-templates',
      { schema: { ...schema, response: { 200: pageOf(TemplateHead) } }, config: read },
      async () => {
        const items = (await templates.list()).map((row) => shape(row));
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/mapping-templates/:id',
      { schema: { ...schema, params: Id, response: { 200: MappingTemplate } }, config: read },
      async (request, reply) => {
        const row = await templates.get(request.params.id);
        const { columns: present } = await templates.use(row.id);
        return reply.header('ETag', `"${row.version}"`).send(shape(row, present));
      },
    );
    app.get(
      '/api/v1/mapping-templates/:id/versions',
      { schema: { ...schema, params: Id, response: { 200: Versions } }, config: read },
      async (request) => ({
        items: (await templates.versions(request.params.id)).map((version) => ({
          version: version.version,
          columns: version.columns,
          createdAt: version.created_at.toISOString(),
        })),
        nextCursor: null,
      }),
    );
    app.post(
      '/api/v1/mapping-templates',
      { schema: { ...schema, body: CreateBody, response: { 201: MappingTemplate } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const row = await templates.create(transaction, request.body);
            const headers = { Location: `/api/v1/mapping-templates/${row.id}`, ETag: `"${row.version}"` };
            return { status: 201, headers, body: shape(row, request.body.columns) };
          },
        }),
    );
    app.post(
      '/api/v1/mapping-templates/:id/replay',
      { schema: { ...schema, params: Id, body: ChangeBody, response: { 200: Replayed } }, config: read },
      async (request) => ({ items: await templates.replay(request.params.id, request.body.columns) }),
    );
    app.post(
      '/api/v1/mapping-templates/:id/versions',
      {
        schema: { ...schema, params: Id, body: ChangeBody, response: { 201: MappingTemplate } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const change = {
              columns: request.body.columns,
              expected: versionOf(request.headers['if-match']),
            };
            const row = await templates.change(transaction, request.params.id, change);
            return { status: 201, headers: { ETag: `"${row.version}"` }, body: shape(row, change.columns) };
          },
        }),
    );
    app.delete(
      '/api/v1/mapping-templates/:id',
      { schema: { ...schema, params: Id, response: { 204: Nothing } }, config: write },
      async (request, reply) => {
        const expected = versionOf(request.headers['if-match']);
        await transactions.run((transaction) => templates.remove(transaction, request.params.id, expected));
        return reply.status(204).send();
      },
    );
  };
}

const shape = (row: TemplateRow, present?: readonly TemplateColumn[]) => ({
  id: row.id,
  name: row.name,
  version: row.version,
  ...(present ? { columns: present } : {}),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
