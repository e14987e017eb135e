import { Type } from 'typebox';
import { Moment, named, nullable } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { columnPolicies, policyFits } from '../change-sets/column-policy.ts';
import { FieldList } from '../fields/field-answers.ts';
import { fieldDefinitions } from '../fields/field-names.ts';
import type { ChangeFeed } from './change-feed.ts';

const ChangesQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({ maxLength: 100, description: 'A cursor, or "now"; absent: the oldest kept' }),
    ),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    entity: Type.Optional(Type.Literal('product')),
    wait: Type.Optional(
      Type.String({ pattern: '^\\d{1,2}$', description: 'Seconds to wait for a change, 30 at most' }),
    ),
  },
  { additionalProperties: false },
);

const Change = named(
  'Change',
  Type.Object({
    cursor: Type.String(),
    at: Moment,
    entity: Type.Literal('product'),
    id: Uuid,
    sku: nullable(Type.String()),
    kind: Type.String(),
    version: Type.Integer(),
    changes: Type.Array(
      Type.Object({
        field: Type.String(),
        locale: nullable(Type.String()),
        channel: nullable(Type.String()),
        old: Type.Unknown(),
        new: Type.Unknown(),
      }),
    ),
    cause: Type.Object({
      kind: Type.String(),
      operationId: Uuid,
      userId: Type.Null(),
      file: nullable(Type.String()),
      line: nullable(Type.Integer()),
    }),
  }),
);
const Changes = Type.Object({ items: Type.Array(Change), nextCursor: Type.String() });

export function changeRoutes({ feed }: { feed: ChangeFeed }) {
  return (app: HttpServer): void => {
    // Followers that wait are answered at once when the server closes, which would else wait for them.
    const waiting = new Set<AbortController>();
    app.addHook('preClose', async () => {
      for (const request of waiting) request.abort();
    });
    app.get(
      '/api/v1/changes',
      {
        schema: { tags: ['changes'], querystring: ChangesQuery, response: { 200: Changes } },
        config: { permission: 'products:read' },
      },
      async (request, reply) => {
        const gone = new AbortController();
        waiting.add(gone);
        reply.raw.once('close', () => {
          gone.abort();
          waiting.delete(gone);
        });
        const { after, limit, wait } = request.query;
        return feed.list({
          after: after ?? null,
          limit: Number(limit ?? 50),
          waitSeconds: Number(wait ?? 0),
          signal: gone.signal,
        });
      },
    );
    app.get(
      '/api/v1/fields',
      { schema: { tags: ['fields'], response: { 200: FieldList } }, config: { permission: 'products:read' } },
      async () => ({
        items: Object.entries(fieldDefinitions).map(([name, { kind, part, currency, scoped }]) => ({
          name,
          type: kind,
          part: part ?? null,
          currency: currency ?? false,
          scoped: scoped ?? false,
          policies: columnPolicies.filter((policy) => policyFits({ name, base: name, kind }, policy)),
        })),
      }),
    );
  };
}
