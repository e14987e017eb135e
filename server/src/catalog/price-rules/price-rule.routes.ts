import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import type { PriceRule } from './price-rule.queries.ts';
import { CreateRule, PatchRule, RunBody, type PriceRuleInput } from './price-rule.schemas.ts';
import { createPriceRuleService, type WrittenRule } from './price-rule.service.ts';

const schema = { tags: ['price rules'] };
const read = { permission: 'price-rules:read' };
const write = { permission: 'price-rules:write' };
const URL = '/api/v1/price-rules';
const defaults = {
  active: true,
  minimumMargin: null,
  taxPercent: null,
  taxCountry: null,
  rounding: 'none',
  scope: {},
} as const;

/** Rules that make prices, in the order of their priority. */
export function priceRuleRoutes(deps: {
  pool: ConnectionPool;
  defaultCurrency: () => Promise<string>;
  newId: () => string;
  enqueueRun: (client: PoolClient, operationId: string) => Promise<void>;
}) {
  const rules = createPriceRuleService({ ...deps, db: deps.pool });
  const transactions = editTransactions(deps.pool);
  return (app: HttpServer): void => {
    app.get(URL, { schema: { ...schema, querystring: NoQuery }, config: read }, async () => {
      const items = await rules.list();
      return { items: items.map(shape), nextCursor: null, total: items.length, totalIsEstimate: false };
    });
    app.get(
      `${URL}/:id`,
      { schema: { ...schema, params: IdParams }, config: read },
      async (request, reply) => {
        const rule = await rules.get(request.params.id);
        return reply.header('ETag', etagOf(rule)).send(shape(rule));
      },
    );
    app.post(URL, { schema: { ...schema, body: CreateRule }, config: write }, (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (client) => {
          const input = { ...defaults, ...request.body } as PriceRuleInput;
          const written = await rules.create(client, input, originOf(request));
          const { rule } = written;
          const headers = { ...headersOf(written), Location: `${URL}/${rule.id}` };
          return { status: 201, headers, body: shape(rule) };
        },
      }),
    );
    app.patch(
      `${URL}/:id`,
      { schema: { ...schema, params: IdParams, body: PatchRule }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const written = await rules.change(client, {
              id: request.params.id,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
              patch: request.body as Partial<PriceRuleInput>,
            });
            return { headers: headersOf(written), body: shape(written.rule) };
          },
        }),
    );
    app.delete(
      `${URL}/:id`,
      { schema: { ...schema, params: IdParams }, config: write },
      async (request, reply) => {
        const edit = {
          id: request.params.id,
          expected: versionOf(request.headers['if-match']),
          origin: originOf(request),
        };
        const operationId = await transactions.run((client) => rules.remove(client, edit));
        return reply.status(204).header('Operation-Id', operationId).send();
      },
    );
    app.post(`${URL}/preview`, { schema: { ...schema, body: RunBody }, config: read }, (request) =>
      transactions.run((client) => rules.preview(client, request.body)),
    );
    app.post(
      `${URL}/apply`,
      { schema: { ...schema, body: RunBody }, config: { permission: 'price-rules:apply' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const operationId = await rules.apply(client, request.body, originOf(request));
            return {
              status: 202,
              headers: { 'Operation-Id': operationId, Location: `/api/v1/operations/${operationId}` },
              body: { operationId, state: 'open' },
            };
          },
        }),
    );
  };
}

const etagOf = (rule: PriceRule): string => `"${rule.version}"`;

const headersOf = ({ rule, operationId }: WrittenRule) => ({
  ETag: etagOf(rule),
  'Operation-Id': operationId,
});

const shape = ({ createdAt, updatedAt, ...rule }: PriceRule) => ({
  ...rule,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
