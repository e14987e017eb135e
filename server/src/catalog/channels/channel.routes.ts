import { Type } from 'typebox';
import { Moment, named, nullable } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { currencyCode } from '../bulk-writes/entry-key.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { Labels, listAnswer, listOf, Version } from '../definitions/answers.ts';
import { codeRoutes } from '../definitions/code-routes.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Code, Cursor, LabelsBody, Limit, Locale, Query, strict } from '../definitions/schemas.ts';
import { listChannels, type ChannelRow } from './channel.queries.ts';
import type { ChannelService } from './channel.service.ts';

const schema = { tags: ['channels'] };
const read = { permission: 'channels:read' };
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
const ListQuery = Type.Object({ q: Query, limit: Limit, cursor: Cursor }, strict);
const Channel = named(
  'Channel',
  Type.Object({
    code: Code,
    labels: Labels,
    locales: Type.Array(Type.String({ description: 'BCP 47' })),
    currencies: Type.Array(currencyCode),
    taxonomy: nullable(Type.String({ description: 'Code of its tree of categories' })),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

export function channelRoutes({ db, channels }: { db: Executor; channels: ChannelService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/channels',
      { schema: { ...schema, querystring: ListQuery, response: { 200: listOf(Channel) } }, config: read },
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
    codeRoutes(app, {
      db,
      url: '/api/v1/channels',
      tag: 'channels',
      resource: 'channels',
      code: Code,
      create: CreateBody,
      patch: PatchBody,
      forced: true,
      shape,
      answer: Channel,
      service: channels,
    });
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
