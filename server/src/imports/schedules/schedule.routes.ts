import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { Moment, named, Nothing, nullable, oneOf, pageOf } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportsTables } from '../tables.ts';
import type { ScheduleRow } from './schedule.queries.ts';
import type { ScheduleInput, ScheduleService } from './schedule.service.ts';

const schema = { tags: ['sources'] };
const strict = { additionalProperties: false };
const read = { permission: 'sources:read' };
const write = { permission: 'sources:write' };
const Id = Type.Object({ id: Uuid }, strict);
const cron = Type.String({ maxLength: 100, description: 'Minute, hour, day, month, weekday' });
const fields = {
  timeZone: Type.Optional(Type.String({ maxLength: 60, description: 'As Europe/Paris' })),
  state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('paused')])),
};
const CreateBody = Type.Object({ sourceId: Uuid, cron, ...fields }, strict);
const PatchBody = Type.Object(
  { sourceId: Type.Optional(Uuid), cron: Type.Optional(cron), ...fields },
  strict,
);
const ImportSchedule = named(
  'ImportSchedule',
  Type.Object({
    id: Uuid,
    sourceId: Uuid,
    cron: Type.String({ description: 'Minute, hour, day of the month, month, day of the week' }),
    timeZone: Type.String({ description: 'IANA, as Europe/Paris' }),
    state: oneOf(['active', 'paused']),
    nextRunAt: nullable(Moment),
    lastRunAt: nullable(Moment),
    version: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

export function importScheduleRoutes(deps: { db: Kysely<ImportsTables>; schedules: ScheduleService }) {
  const { schedules } = deps;
  const transactions = kyselyTransactions(deps.db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/import-schedules',
      { schema: { ...schema, response: { 200: pageOf(ImportSchedule) } }, config: read },
      async () => {
        const items = (await schedules.list()).map(shape);
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/import-schedules/:id',
      { schema: { ...schema, params: Id, response: { 200: ImportSchedule } }, config: read },
      async (request, reply) => {
        const row = await schedules.get(request.params.id);
        return reply.header('ETag', `"${row.version}"`).send(shape(row));
      },
    );
    app.post(
      '/api/v1/import-schedules',
      { schema: { ...schema, body: CreateBody, response: { 201: ImportSchedule } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const row = await schedules.create(transaction, request.body as ScheduleInput);
            const headers = { Location: `/api/v1/import-schedules/${row.id}`, ETag: `"${row.version}"` };
            return { status: 201, headers, body: shape(row) };
          },
        }),
    );
    app.patch(
      '/api/v1/import-schedules/:id',
      {
        schema: { ...schema, params: Id, body: PatchBody, response: { 200: ImportSchedule } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const expected = versionOf(request.headers['if-match']);
            const patch = request.body as Partial<ScheduleInput>;
            const row = await schedules.change(transaction, request.params.id, { patch, expected });
            return { headers: { ETag: `"${row.version}"` }, body: shape(row) };
          },
        }),
    );
    app.delete(
      '/api/v1/import-schedules/:id',
      { schema: { ...schema, params: Id, response: { 204: Nothing } }, config: write },
      async (request, reply) => {
        const expected = versionOf(request.headers['if-match']);
        await transactions.run((transaction) => schedules.remove(transaction, request.params.id, expected));
        return reply.status(204).send();
      },
    );
  };
}

const shape = (row: ScheduleRow) => ({
  id: row.id,
  sourceId: row.source_id,
  cron: row.cron,
  timeZone: row.time_zone,
  state: row.state,
  nextRunAt: row.next_run_at?.toISOString() ?? null,
  lastRunAt: row.last_run_at?.toISOString() ?? null,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
