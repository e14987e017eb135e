import { Type } from 'typebox';
import { Moment, named, nullable, oneOf, pageOf } from '../../platform/http/answers.ts';
import { prefersFrench } from '../../platform/http/problem-texts.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { requirePrincipal, requireUserId } from '../require-principal.ts';
import { channels, kindNames } from './notification-kinds.ts';
import type { NotificationRow } from './notification.queries.ts';
import type { NotificationService } from './notification.service.ts';
import { notificationText } from './notification-texts.ts';

const schema = { tags: ['notifications'] };
const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const ListQuery = Type.Object(
  {
    unread: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    cursor: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
const Channel = Type.Union(
  channels.map((channel) => Type.Literal(channel)),
  { description: 'Mails and digests are shown in the interface as well' },
);
const PutPreferences = Type.Object(
  Object.fromEntries(kindNames.map((kind) => [kind, Type.Optional(Channel)])),
  { additionalProperties: false },
);

const Notification = named(
  'Notification',
  Type.Object({
    id: Uuid,
    kind: oneOf(kindNames),
    title: Type.String({ description: 'In the language of Accept-Language' }),
    detail: Type.String({ description: 'In the language of Accept-Language' }),
    params: Type.Record(Type.String(), Type.Unknown(), { description: 'The values the texts are made of' }),
    link: nullable(Type.String({ description: 'Of the page in the interface, from `/`' })),
    createdAt: Moment,
    readAt: nullable(Moment),
  }),
);
const NotificationPreferences = named(
  'NotificationPreferences',
  Type.Object({
    preferences: Type.Object(Object.fromEntries(kindNames.map((kind) => [kind, Channel]))),
    mails: Type.Boolean({ description: 'Whether this installation sends mails at all' }),
  }),
);
const ReadAll = Type.Object({ read: Type.Integer({ minimum: 0, description: 'How many were unread' }) });

/** One's own and nobody else's, whatever one's role. */
const own = { permission: 'self' };

const shape = (row: NotificationRow, isFrench: boolean) => ({
  id: row.id,
  kind: row.kind,
  ...notificationText(row.kind, row.params, isFrench),
  params: row.params,
  link: row.link,
  createdAt: row.created_at.toISOString(),
  readAt: row.read_at?.toISOString() ?? null,
});

/** What a person is told, and how; each sees their own only. */
export function notificationRoutes({ notifications }: { notifications: NotificationService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/notifications',
      { schema: { ...schema, querystring: ListQuery, response: { 200: pageOf(Notification) } }, config: own },
      async (request) => {
        const { unread, limit, cursor } = request.query;
        const { items, total, next } = await notifications.list(requireUserId(request), {
          unread: unread === undefined ? null : unread === 'true',
          before: cursor ?? null,
          limit: Number(limit ?? 50),
        });
        const isFrench = prefersFrench(request.headers['accept-language']);
        return {
          items: items.map((row) => shape(row, isFrench)),
          nextCursor: next,
          total,
          totalIsEstimate: false,
        };
      },
    );
    app.post(
      '/api/v1/notifications/:id/read',
      { schema: { ...schema, params: Id, response: { 200: Notification } }, config: own },
      async (request) => {
        const row = await notifications.read(requireUserId(request), request.params.id);
        return shape(row, prefersFrench(request.headers['accept-language']));
      },
    );
    app.post(
      '/api/v1/notifications/read-all',
      { schema: { ...schema, response: { 200: ReadAll } }, config: own },
      async (request) => ({
        read: await notifications.readAll(requireUserId(request)),
      }),
    );
    app.get(
      '/api/v1/notification-preferences',
      { schema: { ...schema, response: { 200: NotificationPreferences } }, config: own },
      async (request) => ({
        preferences: await notifications.preferences(requireUserId(request)),
        mails: notifications.mails,
      }),
    );
    app.put(
      '/api/v1/notification-preferences',
      {
        schema: { ...schema, body: PutPreferences, response: { 200: NotificationPreferences } },
        config: own,
      },
      async (request) => {
        const { permissions } = requirePrincipal(request);
        const wanted = request.body as Parameters<NotificationService['prefer']>[2];
        return {
          preferences: await notifications.prefer(requireUserId(request), permissions, wanted),
          mails: notifications.mails,
        };
      },
    );
  };
}
