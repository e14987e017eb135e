import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { named, nullable } from '../../platform/http/answers.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { currencyCode, decimal } from '../bulk-writes/entry-key.ts';
import { listAnswer, listOf } from '../definitions/answers.ts';
import { Code, strict } from '../definitions/schemas.ts';
import { digitsOf, netAndGross } from './net-gross.ts';
import { Country, Day } from './tax.schemas.ts';
import type { TaxService } from './tax.service.ts';

const schema = { tags: ['taxes'] };
const read = { permission: 'taxes:read' };
const ListQuery = Type.Object(
  { country: Type.Optional(Country), taxClass: Type.Optional(Code), day: Type.Optional(Day) },
  strict,
);
const ConvertQuery = Type.Object(
  {
    amount: decimal,
    currency: currencyCode,
    taxIncluded: Type.Union([Type.Literal('true'), Type.Literal('false')]),
    country: Country,
    taxClass: Type.Optional({ ...Code, description: 'Default: the class of products that name none' }),
    day: Type.Optional(Day),
  },
  strict,
);
const RatesBody = Type.Object(
  {
    rates: Type.Array(
      Type.Object(
        {
          country: Country,
          taxClass: Code,
          validFrom: Day,
          percent: Type.Union([
            Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,6})?$', description: 'Of the price without tax' }),
            Type.Null(),
          ]),
        },
        strict,
      ),
      { minItems: 1, maxItems: 1_000 },
    ),
  },
  { ...strict, description: 'Written over those of the same country, class and day; null takes one away' },
);

const Percent = Type.String({ description: 'Of the price without tax' });
const key = {
  country: Country,
  taxClass: Code,
  validFrom: { ...Day, description: 'YYYY-MM-DD; until the next one of its country and class' },
};
const TaxRate = named('TaxRate', Type.Object({ ...key, percent: Percent }));
const WrittenRates = Type.Object({
  items: Type.Array(Type.Object({ ...key, percent: nullable(Percent) }), {
    description: 'As they were sent; null: taken away',
  }),
});
const Amount = Type.String({ description: 'A decimal, with the digits of the currency or more' });
const TaxedPrice = Type.Object({
  net: Amount,
  gross: Amount,
  tax: { ...Amount, description: 'Gross less net' },
  percent: Percent,
  currency: currencyCode,
  country: Country,
});

/** What classes are taxed with by country, and prices without and with it. */
export function taxRateRoutes({ db, taxes }: { db: Executor; taxes: TaxService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/tax-rates',
      { schema: { ...schema, querystring: ListQuery, response: { 200: listOf(TaxRate) } }, config: read },
      async (request) => {
        const { country = null, taxClass = null, day = null } = request.query;
        return listAnswer(await taxes.listRates({ country, taxClass, day }), null);
      },
    );
    app.put(
      '/api/v1/tax-rates',
      {
        schema: { ...schema, body: RatesBody, response: { 200: WrittenRates } },
        config: { permission: 'taxes:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions: kyselyTransactions(db),
          work: async (transaction) => {
            const { rates } = request.body;
            const operationId = await taxes.writeRates(transaction, rates, originOf(request));
            return {
              headers: operationId === null ? {} : { 'Operation-Id': operationId },
              body: { items: rates },
            };
          },
        }),
    );
    app.get(
      '/api/v1/tax-rates/convert',
      { schema: { ...schema, querystring: ConvertQuery, response: { 200: TaxedPrice } }, config: read },
      async (request) => {
        const { amount, currency, country, taxClass = null, day = null } = request.query;
        const percent = await taxes.percentOf({ country, taxClass, day });
        const taxed = { amount, taxIncluded: request.query.taxIncluded === 'true' };
        return { ...netAndGross(taxed, percent, digitsOf(currency)), percent, currency, country };
      },
    );
  };
}
