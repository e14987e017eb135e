import { Type } from 'typebox';

const text = (limit: number) => Type.Union([Type.String({ maxLength: limit }), Type.Null()]);
const decimal = Type.String({
  pattern: '^\\d{1,15}(\\.\\d{1,6})?$',
  description: 'Decimal with a point, as text',
});
export const Uuid = Type.String({ pattern: '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' });

/** Fields a person writes. In a PATCH null clears and lists are replaced (RFC 7396). */
const writable = {
  sku: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  gtin: Type.Optional(
    Type.Union([
      Type.String({ maxLength: 40, description: '8, 12, 13 or 14 digits; stored with 14' }),
      Type.Null(),
    ]),
  ),
  asin: Type.Optional(text(20)),
  mpn: Type.Optional(text(200)),
  title: Type.Optional(text(1_000)),
  description: Type.Optional(text(100_000)),
  shortDescription: Type.Optional(text(100_000)),
  status: Type.Optional(Type.Union(['draft', 'active', 'archived'].map((status) => Type.Literal(status)))),
  brand: Type.Optional(text(1_000)),
  categories: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 1_000, description: 'A path, "A > B"' }), {
      maxItems: 100,
    }),
  ),
  weight: Type.Optional(Type.Union([decimal, Type.Null()])),
  length: Type.Optional(Type.Union([decimal, Type.Null()])),
  width: Type.Optional(Type.Union([decimal, Type.Null()])),
  height: Type.Optional(Type.Union([decimal, Type.Null()])),
  taxClass: Type.Optional(text(200)),
  prices: Type.Optional(
    Type.Array(
      Type.Object(
        {
          type: Type.String({ pattern: '^[a-z0-9_]{1,64}$' }),
          currency: Type.String({ pattern: '^[A-Z]{3}$' }),
          amount: Type.Union([decimal, Type.Null()]),
          taxIncluded: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
  ),
  stocks: Type.Optional(
    Type.Array(
      Type.Object(
        { location: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,64}$' })), quantity: decimal },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
  ),
  attributes: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z0-9_]{1,64}$' }), Type.Unknown())),
};

export const ProductBody = Type.Object(writable, { additionalProperties: false });

const filterText = Type.Optional(Type.String({ maxLength: 8_000 }));

export const ProductListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 500 })),
    sku: filterText,
    gtin: filterText,
    asin: filterText,
    ids: filterText,
    brand: filterText,
    brandId: filterText,
    category: filterText,
    categoryId: filterText,
    supplierId: filterText,
    supplierReference: filterText,
    status: filterText,
    minPrice: Type.Optional(decimal),
    maxPrice: Type.Optional(decimal),
    inStock: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
    importId: Type.Optional(Uuid),
    operationId: Type.Optional(Uuid),
    hasIssue: filterText,
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$', description: '1 to 200, default 50' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
    sort: Type.Optional(
      Type.String({ maxLength: 50, description: 'sku, updatedAt or createdAt; - for descending' }),
    ),
    total: Type.Optional(Type.Union([Type.Literal('none'), Type.Literal('estimate'), Type.Literal('exact')])),
  },
  { additionalProperties: false },
);

export const IdParams = Type.Object({ id: Uuid }, { additionalProperties: false });
export const NoQuery = Type.Object({}, { additionalProperties: false });
