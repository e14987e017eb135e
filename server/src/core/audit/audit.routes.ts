import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import { Moment, named, nullable, pageOf } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { isUuid, Uuid } from '../../platform/http/uuid.ts';
import type { CoreTables } from '../tables.ts';
import { countAudit, listAudit, type AuditPosition, type AuditRow } from './audit.queries.ts';

const schema = { tags: ['audit'] };
const word = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));
const AuditQuery = Type.Object(
  {
    actor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 400, description: 'The id of a user or API key, or a name' }),
    ),
    entity: word,
    entityId: word,
    action: word,
    since: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601' })),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}_[0-9a-f-]{36}$' })),
    total: Type.Optional(Type.Union(['none', 'estimate', 'exact'].map((total) => Type.Literal(total)))),
  },
  { additionalProperties: false },
);

/** More than this are counted for nobody but who asks for the exact number. */
const COUNTED = 10_000;

const values = nullable(
  Type.Record(Type.String(), Type.Unknown(), { description: 'What differs, without secrets' }),
);
const AuditEntry = named(
  'AuditEntry',
  Type.Object({
    id: Uuid,
    at: Moment,
    actor: Type.Object({
      id: nullable(Uuid),
      name: Type.String(),
    }),
    action: Type.String({ description: 'As `user.updated`' }),
    entity: Type.String({ description: 'As `user`' }),
    entityId: nullable(Type.String()),
    operationId: nullable(Uuid),
    before: values,
    after: values,
    requestId: nullable(Type.String()),
    sourceAddress: nullable(Type.String()),
  }),
);
const Entries = Type.Object({
  ...pageOf(AuditEntry).properties,
  total: nullable(Type.Integer({ minimum: 0, description: 'Not counted with `total=none`' })),
});

const shape = (row: AuditRow) => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { id: row.actor_id, name: row.actor },
  action: row.action,
  entity: row.entity,
  entityId: row.entity_id,
  operationId: row.operation_id,
  before: row.before,
  after: row.after,
  requestId: row.request_id,
  sourceAddress: row.source_address,
});

export function auditRoutes({ db }: { db: Kysely<CoreTables> }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/audit',
      {
        schema: { ...schema, querystring: AuditQuery, response: { 200: Entries } },
        config: { permission: 'audit:read' },
      },
      async (request) => {
        const { actor, entity, entityId, action, since, cursor, limit, total } = request.query;
        const filter = {
          actor: actor === undefined ? undefined : isUuid(actor) ? { id: actor } : { name: actor },
          entity,
          entityId,
          action,
          since: since === undefined ? undefined : parseTime(since),
        };
        const size = Number(limit ?? 50);
        const rows = await listAudit(db, filter, { before: parseCursor(cursor), limit: size + 1 });
        const page = rows.slice(0, size);
        const last = page.at(-1);
        const most = total === 'exact' ? Number.MAX_SAFE_INTEGER : COUNTED + 1;
        const counted = total === 'none' ? null : await countAudit(db, filter, most);
        return {
          items: page.map(shape),
          nextCursor: rows.length > size && last ? `${last.at.getTime()}_${last.id}` : null,
          total: counted === null ? null : Math.min(counted, most - 1),
          totalIsEstimate: counted === most,
        };
      },
    );
  };
}

function parseTime(text: string): Date {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw new AppError('audit.invalid', {
    message: `since=${text} is no time; write it as 2026-11-30T08:00:00Z`,
    params: { field: 'since', value: text },
  });
}

function parseCursor(text: string | undefined): AuditPosition | null {
  if (text === undefined) return null;
  const [time, id] = text.split('_') as [string, string];
  const at = new Date(Number(time));
  if (isUuid(id) && !Number.isNaN(at.getTime())) return { at, id };
  throw new AppError('audit.invalid', {
    message: `cursor=${text} is not one of this list; take nextCursor as it was answered`,
    params: { field: 'cursor', value: text },
  });
}
