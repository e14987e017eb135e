import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { Nothing, pageOf } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportsTables } from '../tables.ts';
import type { Connect } from './connectors/connect-source.ts';
import { ImportSource, PollAsked, SourceFiles, SourceTest } from './source-answers.ts';
import { shapeSource, shapeSourceFile } from './shape-source.ts';
import { listSourceFiles } from './source.queries.ts';
import type { EnqueuePoll } from './source.jobs.ts';
import { sourceKinds } from './source-settings.ts';
import type { CreateSource, PatchSource, SourceService } from './source.service.ts';
import { testSource } from './test-source.ts';

const schema = { tags: ['sources'] };
const strict = { additionalProperties: false };
const read = { permission: 'sources:read' };
const write = { permission: 'sources:write' };
const Id = Type.Object({ id: Uuid }, strict);
const limit = Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' }));
const Page = Type.Object({ limit, cursor: Type.Optional(Uuid) }, strict);
const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const settings = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), {
  maxProperties: 30,
  description: 'What a source of this kind is told: url, or path, or host, user, folder, pattern …',
});
/** SSH keys are text of several lines; every other secret stands in one line of a protocol. */
const oneLine = Type.Optional(
  Type.String({ minLength: 1, maxLength: 4_000, pattern: '^[^\\x00-\\x1f\\x7f]+$', writeOnly: true }),
);
const secret = Type.Optional(
  Type.Object(
    {
      password: oneLine,
      token: oneLine,
      header: oneLine,
      passphrase: oneLine,
      secretAccessKey: oneLine,
      privateKey: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000, writeOnly: true })),
    },
    { ...strict, description: 'Sealed; never answered' },
  ),
);
const expectedHours = Type.Optional(
  Type.Union([Type.Integer({ minimum: 1, maximum: 8_760 }), Type.Null()], {
    description: 'A new file comes at least this often, else `source.late` is told',
  }),
);
const kind = Type.Union(sourceKinds.map((value) => Type.Literal(value)));
const CreateBody = Type.Object({ name, kind, configId: Uuid, settings, secret, expectedHours }, strict);
const PatchBody = Type.Object(
  {
    name: Type.Optional(name),
    configId: Type.Optional(Uuid),
    settings: Type.Optional(settings),
    secret,
    expectedHours,
  },
  strict,
);

export interface SourceRoutesDeps {
  readonly db: Kysely<ImportsTables>;
  readonly sources: SourceService;
  readonly connect: Connect;
  readonly enqueuePoll: EnqueuePoll;
}

export function sourceRoutes(deps: SourceRoutesDeps) {
  return (app: HttpServer): void => {
    readingRoutes(app, deps);
    changingRoutes(app, deps);
    askingRoutes(app, deps);
  };
}

function readingRoutes(app: HttpServer, { db, sources }: SourceRoutesDeps): void {
  app.get(
    '/api/v1/import-sources',
    { schema: { ...schema, response: { 200: pageOf(ImportSource) } }, config: read },
    async () => {
      const items = (await sources.list()).map(shapeSource);
      return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
    },
  );
  app.get(
    '/api/v1/import-sources/:id',
    { schema: { ...schema, params: Id, response: { 200: ImportSource } }, config: read },
    async (request, reply) => {
      const row = await sources.get(request.params.id);
      return reply.header('ETag', `"${row.version}"`).send(shapeSource(row));
    },
  );
  app.get(
    '/api/v1/import-sources/:id/files',
    { schema: { ...schema, params: Id, querystring: Page, response: { 200: SourceFiles } }, config: read },
    async (request) => {
      const { id } = await sources.get(request.params.id);
      const size = Number(request.query.limit ?? 50);
      const found = await listSourceFiles(db, id, { before: request.query.cursor ?? null, limit: size + 1 });
      const page = found.slice(0, size);
      const nextCursor = found.length > size ? (page.at(-1)?.id ?? null) : null;
      return { items: page.map(shapeSourceFile), nextCursor, total: null, totalIsEstimate: false };
    },
  );
}

function changingRoutes(app: HttpServer, { db, sources }: SourceRoutesDeps): void {
  const transactions = kyselyTransactions(db);
  app.post(
    '/api/v1/import-sources',
    { schema: { ...schema, body: CreateBody, response: { 201: ImportSource } }, config: write },
    (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) => {
          const row = await sources.create(transaction, request.body as CreateSource);
          const headers = { Location: `/api/v1/import-sources/${row.id}`, ETag: `"${row.version}"` };
          return { status: 201, headers, body: shapeSource(row) };
        },
      }),
  );
  app.patch(
    '/api/v1/import-sources/:id',
    { schema: { ...schema, params: Id, body: PatchBody, response: { 200: ImportSource } }, config: write },
    (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) => {
          const expected = versionOf(request.headers['if-match']);
          const patch = request.body as PatchSource;
          const row = await sources.change(transaction, request.params.id, { patch, expected });
          return { headers: { ETag: `"${row.version}"` }, body: shapeSource(row) };
        },
      }),
  );
  app.delete(
    '/api/v1/import-sources/:id',
    { schema: { ...schema, params: Id, response: { 204: Nothing } }, config: write },
    async (request, reply) => {
      const expected = versionOf(request.headers['if-match']);
      await transactions.run((transaction) => sources.remove(transaction, request.params.id, expected));
      return reply.status(204).send();
    },
  );
  for (const [action, state] of [
    ['pause', 'paused'],
    ['resume', 'active'],
  ] as const)
    app.post(
      `/api/v1/import-sources/:id/${action}`,
      { schema: { ...schema, params: Id, response: { 200: ImportSource } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { id } = request.params as { id: string };
            const row = await sources.setState(transaction, id, state);
            return { headers: { ETag: `"${row.version}"` }, body: shapeSource(row) };
          },
        }),
    );
}

function askingRoutes(app: HttpServer, { db, sources, connect, enqueuePoll }: SourceRoutesDeps): void {
  const transactions = kyselyTransactions(db);
  app.post(
    '/api/v1/import-sources/:id/test',
    { schema: { ...schema, params: Id, response: { 200: SourceTest } }, config: write },
    async (request) => testSource(connect, await sources.get(request.params.id)),
  );
  app.post(
    '/api/v1/import-sources/:id/poll',
    { schema: { ...schema, params: Id, response: { 202: PollAsked } }, config: write },
    (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) => {
          const { id } = await sources.get(request.params.id, transaction);
          await enqueuePoll(transaction, { sourceId: id, byHand: true });
          return {
            status: 202,
            headers: { Location: `/api/v1/import-sources/${id}` },
            body: { sourceId: id },
          };
        },
      }),
  );
}
