import { Type, type Static, type TSchema } from 'typebox';
import { nullable } from '../../platform/http/answers.ts';
import { Country } from '../taxes/tax.schemas.ts';
import { Uuid } from '../../platform/http/uuid.ts';

const strict = { additionalProperties: false };
const currency = Type.String({ pattern: '^[A-Z]{3}$' });
const priceType = Type.String({ pattern: '^[a-z0-9_]{1,64}$' });
const decimal = (description: string) =>
  Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,6})?$', description: `${description}; a decimal with a point` });
const ids = Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 1_000, uniqueItems: true }));

export const roundings = ['none', 'whole', '.99', '.95', '.90'] as const;

const fields = {
  name: Type.String({ maxLength: 200, pattern: '\\S' }),
  priority: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    description: 'Lower first; the first match wins',
  }),
  active: Type.Boolean(),
  basis: Type.Union([
    Type.Object({ kind: Type.Literal('best_offer_cost') }, strict),
    Type.Object({ kind: Type.Literal('price'), type: priceType, currency }, strict),
  ]),
  method: Type.Object(
    {
      kind: Type.Union(
        ['markup', 'margin', 'fixed'].map((kind) => Type.Literal(kind)),
        {
          description:
            'markup = (price - cost) / cost, margin = (price - cost) / price, both without tax; fixed: an amount is added',
        },
      ),
      value: decimal('Per cent, or with fixed an amount in the target currency'),
    },
    strict,
  ),
  minimumMargin: nullable(decimal('Floor: per cent of the price without tax')),
  taxPercent: nullable(
    decimal(
      'Tax that the price includes, and that is taken off a basis price that includes it; null: without tax',
    ),
  ),
  taxCountry: nullable({
    ...Country,
    description: 'Instead of taxPercent: the tax that each product has in this country by its class',
  }),
  rounding: Type.Union(
    roundings.map((rounding) => Type.Literal(rounding)),
    { description: 'Up to the next price of this ending; none: to the digits of the currency' },
  ),
  target: Type.Object({ type: priceType, currency }, strict),
  scope: Type.Object(
    { supplierIds: ids, brandIds: ids, categoryIds: ids, productIds: ids },
    {
      ...strict,
      description:
        'One of each list that is there: supplier of the best offer, brand, category with those below it, product',
    },
  ),
};

const { name, priority, basis, method, target, ...defaulted } = fields;
const optional = <Fields extends Record<string, TSchema>>(all: Fields) =>
  Object.fromEntries(Object.entries(all).map(([key, schema]) => [key, Type.Optional(schema)])) as {
    [Key in keyof Fields]: ReturnType<typeof Type.Optional<Fields[Key]>>;
  };

export const CreateRule = Type.Object(
  { name, priority, basis, method, target, ...optional(defaulted) },
  strict,
);
export const PatchRule = Type.Object(optional(fields), strict);
export const RunBody = Type.Object(
  {
    ruleIds: Type.Optional(
      Type.Array(Uuid, {
        minItems: 1,
        maxItems: 1_000,
        description: 'Only prices that one of these makes; the others still come first by priority',
      }),
    ),
    productIds: ids,
  },
  strict,
);

const AllFields = Type.Object(fields, strict);
/** A rule as people write it; decimals are text. */
export type PriceRuleInput = Static<typeof AllFields>;
export type RunScope = Static<typeof RunBody>;
