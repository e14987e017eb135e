import { Type } from 'typebox';
import {
  Moment,
  named,
  Nothing,
  nullable,
  oneOf,
  pageOf,
  uncountedPageOf,
} from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { TEST_EVENT, webhookEvents } from './webhook-events.ts';
import type { DeliveryEntry, WebhookRow } from './webhook.queries.ts';
import type { WebhookInput, WebhookService } from './webhook.service.ts';

const schema = { tags: ['webhooks'] };
const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const fields = {
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  url: Type.String({ minLength: 1, maxLength: 2_000 }),
  events: Type.Union(
    [Type.Array(Type.Union(webhookEvents.map((name) => Type.Literal(name))), { minItems: 1 }), Type.Null()],
    { description: 'null: all events' },
  ),
};
const state = Type.Union([Type.Literal('enabled'), Type.Literal('disabled')]);
const CreateWebhook = Type.Object(
  { name: fields.name, url: fields.url, events: Type.Optional(fields.events) },
  { additionalProperties: false },
);
const PatchWebhook = Type.Object(
  {
    name: Type.Optional(fields.name),
    url: Type.Optional(fields.url),
    events: Type.Optional(fields.events),
    state: Type.Optional(state),
  },
  { additionalProperties: false },
);
const PageQuery = Type.Object(
  {
    limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    cursor: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
const read = { permission: 'webhooks:read' };
const write = { permission: 'webhooks:write' };

const Webhook = named(
  'Webhook',
  Type.Object({
    id: Uuid,
    name: Type.String(),
    url: Type.String(),
    events: fields.events,
    state,
    disabledReason: nullable(Type.String({ description: 'Of one that was switched off by itself' })),
    failingSince: nullable(
      Type.String({
        format: 'date-time',
        description: 'The first failure since the last delivery that arrived',
      }),
    ),
    version: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  }),
);
const MadeWebhook = Type.Object({
  ...Webhook.properties,
  secret: Type.String({ description: 'Signs what is delivered (Standard Webhooks)' }),
});
const WebhookDelivery = named(
  'WebhookDelivery',
  Type.Object({
    id: Uuid,
    webhookId: Uuid,
    eventId: Uuid,
    type: Type.String({ description: `The name of the event; \`${TEST_EVENT}\` of a test` }),
    state: oneOf(['pending', 'delivered', 'failed']),
    attempts: Type.Integer({ minimum: 0 }),
    responseStatus: nullable(Type.Integer()),
    responseSnippet: nullable(Type.String({ description: 'The beginning of what the endpoint answered' })),
    error: nullable(Type.String()),
    durationMs: nullable(Type.Integer()),
    createdAt: Moment,
    attemptedAt: nullable(Moment),
    deliveredAt: nullable(Moment),
  }),
);
const Deliveries = uncountedPageOf(WebhookDelivery);

const shape = (row: WebhookRow) => ({
  id: row.id,
  name: row.name,
  url: row.url,
  events: row.events,
  state: row.state,
  disabledReason: row.disabled_reason,
  failingSince: row.failing_since?.toISOString() ?? null,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

const shapeDelivery = (row: DeliveryEntry) => ({
  id: row.id,
  webhookId: row.webhook_id,
  eventId: row.event_id,
  type: row.event_type,
  state: row.state,
  attempts: row.attempts,
  responseStatus: row.response_status,
  responseSnippet: row.response_snippet,
  error: row.error,
  durationMs: row.duration_ms,
  createdAt: row.created_at.toISOString(),
  attemptedAt: row.attempted_at?.toISOString() ?? null,
  deliveredAt: row.delivered_at?.toISOString() ?? null,
});

export function webhookRoutes(deps: { webhooks: WebhookService }) {
  return (app: HttpServer): void => {
    endpointRoutes(app, deps.webhooks);
    deliveryRoutes(app, deps.webhooks);
  };
}

function endpointRoutes(app: HttpServer, webhooks: WebhookService): void {
  app.get(
    '/api/v1/webhooks',
    { schema: { ...schema, response: { 200: pageOf(Webhook) } }, config: read },
    async () => {
      const items = (await webhooks.list()).map(shape);
      return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
    },
  );
  app.get(
    '/api/v1/webhooks/:id',
    { schema: { ...schema, params: Id, response: { 200: Webhook } }, config: read },
    async (request, reply) => {
      const row = await webhooks.get(request.params.id);
      return reply.header('ETag', `"${row.version}"`).send(shape(row));
    },
  );
  app.post(
    '/api/v1/webhooks',
    {
      schema: {
        ...schema,
        body: CreateWebhook,
        description: 'The secret is in this answer and never again',
        response: { 201: MadeWebhook },
      },
      config: write,
    },
    async (request, reply) => {
      const { name, url, events = null } = request.body;
      const { webhook, secret } = await webhooks.create(
        { name: name.trim(), url, events: events as string[] | null },
        originOf(request),
      );
      return reply
        .status(201)
        .header('Location', `/api/v1/webhooks/${webhook.id}`)
        .send({ ...shape(webhook), secret });
    },
  );
  app.patch(
    '/api/v1/webhooks/:id',
    { schema: { ...schema, params: Id, body: PatchWebhook, response: { 200: Webhook } }, config: write },
    async (request, reply) => {
      const { id } = request.params;
      const { name, url, events, state } = request.body;
      const version = versionOf(request.headers['if-match']) ?? (await webhooks.get(id)).version;
      const values = {
        ...(name === undefined ? {} : { name: name.trim() }),
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events: events as WebhookInput['events'] }),
        ...(state === undefined ? {} : { state: state as 'enabled' | 'disabled' }),
      };
      const row = await webhooks.update({ id, version, values, origin: originOf(request) });
      return reply.header('ETag', `"${row.version}"`).send(shape(row));
    },
  );
  app.delete(
    '/api/v1/webhooks/:id',
    { schema: { ...schema, params: Id, response: { 204: Nothing } }, config: write },
    async (request, reply) => {
      await webhooks.remove(request.params.id, originOf(request));
      return reply.status(204).send();
    },
  );
}

function deliveryRoutes(app: HttpServer, webhooks: WebhookService): void {
  app.post(
    '/api/v1/webhooks/:id/test',
    { schema: { ...schema, params: Id, response: { 202: WebhookDelivery } }, config: write },
    async (request, reply) => reply.status(202).send(shapeDelivery(await webhooks.test(request.params.id))),
  );
  app.get(
    '/api/v1/webhooks/:id/deliveries',
    {
      schema: { ...schema, params: Id, querystring: PageQuery, response: { 200: Deliveries } },
      config: read,
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const { items, next } = await webhooks.deliveries(request.params.id, {
        before: cursor ?? null,
        limit: Number(limit ?? 50),
      });
      return { items: items.map(shapeDelivery), nextCursor: next, total: null, totalIsEstimate: false };
    },
  );
  app.post(
    '/api/v1/webhook-deliveries/:id/replay',
    { schema: { ...schema, params: Id, response: { 202: WebhookDelivery } }, config: write },
    async (request, reply) => reply.status(202).send(shapeDelivery(await webhooks.replay(request.params.id))),
  );
}
