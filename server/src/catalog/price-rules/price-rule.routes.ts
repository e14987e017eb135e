import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import type { PriceRule } from './price-rule.queries.ts';
import { CreateRule, PatchRule, RunBody, type PriceRuleInput } from './price-rule.schemas.ts';
import { createPriceRuleService } from './price-rule.service.ts';

const schema = { tags: ['price rules'] };
const read = { permission: 'price-rules:read' };
const write = { permission: 'price-rules:write' };
const URL = '/api/v1/price-rules';
const defaults = {
  active: true,
  minimumMargin: null,
  taxPercent: null,
  rounding: 'none',
  scope: {},
} as const;

/** Rules that make prices, in the order of their priority. */
export function priceRuleRoutes(deps: {
  pool: ConnectionPool;
  defaultCurrency: () => Promise<string>;
  newId: () => string;
  forgetProducts: () => void;
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
          const rule = await rules.create(client, { ...defaults, ...request.body } as PriceRuleInput);
          const headers = { Location: `${URL}/${rule.id}`, ETag: etagOf(rule) };
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
            const rule = await rules.change(client, {
              id: request.params.id,
              expected: versionOf(request.headers['if-match']),
              patch: request.body as Partial<PriceRuleInput>,
            });
            return { headers: { ETag: etagOf(rule) }, body: shape(rule) };
          },
        }),
    );
    app.delete(
      `${URL}/:id`,
      { schema: { ...schema, params: IdParams }, config: write },
      async (request, reply) => {
        const expected = versionOf(request.headers['if-match']);
        await transactions.run((client) => rules.remove(client, request.params.id, expected));
        return reply.status(204).send();
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
            const applied = await rules.apply(client, request.body, originOf(request));
            const { operationId } = applied;
            return {
              headers: operationId
                ? { 'Operation-Id': operationId, Location: `/api/v1/operations/${operationId}` }
                : {},
              body: applied,
              afterCommit: deps.forgetProducts,
            };
          },
        }),
    );
  };
}

const etagOf = (rule: PriceRule): string => `"${rule.version}"`;

const shape = ({ createdAt, updatedAt, ...rule }: PriceRule) => ({
  ...rule,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
