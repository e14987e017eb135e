import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { named, pageOf } from '../../platform/http/answers.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { createExchangeRateService } from './exchange-rate.service.ts';

const schema = { tags: ['exchange rates'] };
const strict = { additionalProperties: false };
const read = { permission: 'exchange-rates:read' };
const currency = Type.String({ pattern: '^[A-Z]{3}$' });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });

const ListQuery = Type.Object(
  { base: Type.Optional(currency), quote: Type.Optional(currency), day: Type.Optional(day) },
  strict,
);
const ConvertQuery = Type.Object(
  {
    amount: Type.String({ pattern: '^\\d{1,15}(\\.\\d{1,6})?$', description: 'Decimal with a point' }),
    from: currency,
    to: currency,
    day: Type.Optional(day),
  },
  strict,
);
const RatesBody = Type.Object(
  {
    rates: Type.Array(
      Type.Object(
        {
          day,
          base: currency,
          quote: currency,
          rate: Type.String({
            pattern: '^\\d{1,12}(\\.\\d{1,12})?$',
            description: 'One unit of base is this many of quote; a decimal with a point',
          }),
          source: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Default manual' })),
        },
        strict,
      ),
      { minItems: 1, maxItems: 1_000 },
    ),
  },
  strict,
);

const ExchangeRate = named(
  'ExchangeRate',
  Type.Object({
    day: Type.String({ description: 'YYYY-MM-DD' }),
    base: Type.String(),
    quote: Type.String(),
    rate: Type.String({ description: 'One unit of base is this many of quote; a decimal with a point' }),
    source: Type.String(),
  }),
);
const Conversion = named(
  'Conversion',
  Type.Object({
    amount: Type.String({ description: 'Not rounded to the currency' }),
    currency: Type.String(),
    day: Type.String({ description: 'Of the rate; of the older one, where two were needed' }),
  }),
);

/** Exchange rates by day. */
export function exchangeRateRoutes({ pool }: { pool: ConnectionPool }) {
  const rates = createExchangeRateService({ db: pool });
  const transactions = editTransactions(pool);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/exchange-rates',
      {
        schema: { ...schema, querystring: ListQuery, response: { 200: pageOf(ExchangeRate) } },
        config: read,
      },
      async (request) => {
        const { base = null, quote = null, day: on = null } = request.query;
        const items = await rates.list({ base, quote, day: on });
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/exchange-rates/convert',
      { schema: { ...schema, querystring: ConvertQuery, response: { 200: Conversion } }, config: read },
      async (request) => {
        const { amount, from, to, day: on = null } = request.query;
        const converted = await rates.convert({ amount, from, to, day: on });
        return { amount: converted.amount, currency: to, day: converted.day };
      },
    );
    app.put(
      '/api/v1/exchange-rates',
      {
        schema: {
          ...schema,
          body: RatesBody,
          response: { 200: Type.Object({ items: Type.Array(ExchangeRate) }) },
        },
        config: { permission: 'exchange-rates:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const given = request.body.rates.map((rate) => ({ ...rate, source: rate.source ?? 'manual' }));
            const operationId = await rates.write(client, given, originOf(request));
            return {
              headers: operationId === null ? {} : { 'Operation-Id': operationId },
              body: { items: given },
            };
          },
        }),
    );
  };
}
