import { Type } from 'typebox';
import { Country, Day } from '../taxes/tax.schemas.ts';
import { currencyCode, decimal, decimalOrNull, entryKey } from '../bulk-writes/entry-key.ts';

const strict = { additionalProperties: false };
const none = Type.Null();
const moment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$',
  description: 'As 2026-11-27T08:30:00Z',
});
const priceType = Type.String({ pattern: '^[a-z0-9_]{1,64}$' });

/** Where, from how many and when a price holds. */
const scope = {
  channel: Type.Optional(Type.Union([Type.String({ pattern: '^[a-z0-9_-]{1,64}$' }), none])),
  minQuantity: Type.Optional(
    Type.String({ pattern: '^(?=.*[1-9])\\d{1,15}(\\.\\d{1,6})?$', description: 'More than 0; default 1' }),
  ),
  validFrom: Type.Optional(Type.Union([moment, none])),
  validTo: Type.Optional(Type.Union([moment, none], { description: 'From here on it no longer counts' })),
};

export const PriceEntry = Type.Object(
  {
    ...entryKey,
    type: Type.Optional({ ...priceType, description: 'Default sale' }),
    currency: Type.Optional(currencyCode),
    amount: decimalOrNull,
    taxIncluded: Type.Optional(Type.Boolean()),
    ...scope,
  },
  strict,
);

export const PricesQuery = Type.Object(
  {
    country: Type.Optional({ ...Country, description: 'Each price without and with its tax there' }),
    day: Type.Optional({ ...Day, description: 'Of the tax; default today' }),
  },
  strict,
);

export const PricesBody = Type.Object(
  {
    prices: Type.Array(
      Type.Object(
        {
          type: priceType,
          currency: currencyCode,
          amount: decimal,
          taxIncluded: Type.Optional(Type.Boolean()),
          ...scope,
        },
        strict,
      ),
      { maxItems: 500, description: 'In the place of all that there are, of every scope' },
    ),
  },
  strict,
);
