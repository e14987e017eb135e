import { Type } from 'typebox';
import { Locale } from '../definitions/schemas.ts';
import { seoLimits } from '../seo/seo-parts.ts';
import { nullable } from '../../platform/http/answers.ts';
import { Uuid, Uuids } from '../../platform/http/uuid.ts';

/** Empty is written null, so that there is one way to say it. */
const text = (limit: number) => nullable(Type.String({ maxLength: limit, pattern: '\\S' }));
export const decimal = Type.String({
  pattern: '^\\d{1,15}(\\.\\d{1,6})?$',
  description: 'Decimal with a point, as text',
});

export const seoTexts = {
  slug: Type.Optional({
    ...text(seoLimits.slug),
    description: 'Words of a-z and 0-9 with a dash between them; one that is left goes on leading here',
  }),
  title: Type.Optional(text(seoLimits.title)),
  description: Type.Optional(text(seoLimits.description)),
};

/** Fields a person writes. In a PATCH null clears and lists are replaced (RFC 7396). */
const writable = {
  sku: Type.Optional(Type.String({ maxLength: 200, pattern: '^\\S(.*\\S)?$' })),
  gtin: Type.Optional(
    nullable(
      Type.String({ minLength: 1, maxLength: 40, description: '8, 12, 13 or 14 digits; stored with 14' }),
    ),
  ),
  asin: Type.Optional(text(20)),
  mpn: Type.Optional(text(200)),
  title: Type.Optional(text(1_000)),
  description: Type.Optional(text(100_000)),
  shortDescription: Type.Optional(text(100_000)),
  status: Type.Optional(Type.Union(['draft', 'active', 'archived'].map((status) => Type.Literal(status)))),
  brand: Type.Optional(text(1_000)),
  family: Type.Optional(text(200)),
  categories: Type.Optional(
    nullable(
      Type.Array(Type.String({ maxLength: 1_000, pattern: '[^\\s>]', description: 'A path, "A > B"' }), {
        maxItems: 100,
      }),
    ),
  ),
  weight: Type.Optional(nullable(decimal)),
  length: Type.Optional(nullable(decimal)),
  width: Type.Optional(nullable(decimal)),
  height: Type.Optional(nullable(decimal)),
  taxClass: Type.Optional(text(200)),
  familyVariant: Type.Optional(text(100)),
  prices: Type.Optional(
    nullable(
      Type.Array(
        Type.Object(
          {
            type: Type.String({ pattern: '^[a-z0-9_]{1,64}$' }),
            currency: Type.String({ pattern: '^[A-Z]{3}$' }),
            amount: nullable(decimal),
            taxIncluded: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  ),
  stocks: Type.Optional(
    nullable(
      Type.Array(
        Type.Object(
          { location: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,64}$' })), quantity: decimal },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  ),
  attributes: Type.Optional(
    nullable(
      Type.Record(Type.String({ pattern: '^[a-z0-9_]{1,64}$' }), Type.Unknown(), {
        additionalProperties: false,
      }),
    ),
  ),
  seo: Type.Optional(nullable(Type.Object(seoTexts, { additionalProperties: false }))),
  parentId: Type.Optional({ ...nullable(Uuid), description: 'The model that it is a variant of' }),
  type: Type.Optional(
    Type.Union([Type.Literal('simple'), Type.Literal('model')], {
      description: 'A model may have variants; who has a parent is a variant without being told',
    }),
  ),
  values: Type.Optional(
    Type.Array(
      Type.Object(
        {
          field: Type.String({
            maxLength: 100,
            description: 'title, description, attribute.color, seo.slug',
          }),
          locale: Type.Optional(nullable(Type.String({ minLength: 2, maxLength: 35 }))),
          channel: Type.Optional(nullable(Type.String({ pattern: '^[a-z0-9_-]{1,64}$' }))),
          value: Type.Unknown(),
        },
        { additionalProperties: false },
      ),
      { maxItems: 5_000, description: 'Values by locale and channel, each replaced; null clears one' },
    ),
  ),
};

export const ProductBody = Type.Object(writable, { additionalProperties: false });

const filterText = Type.Optional(Type.String({ maxLength: 8_000 }));

export const ProductListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 500 })),
    sku: filterText,
    gtin: filterText,
    asin: filterText,
    ids: Type.Optional(Uuids),
    brand: filterText,
    brandId: Type.Optional(Uuids),
    category: filterText,
    categoryId: Type.Optional(Uuids),
    supplierId: Type.Optional(Uuids),
    supplierReference: filterText,
    status: Type.Optional(
      Type.String({
        pattern: '^(draft|active|archived)(,(draft|active|archived))*$',
        description: 'draft, active, archived',
      }),
    ),
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
  {
    additionalProperties: false,
    // Of attributes that are filterable; one of several values by commas.
    patternProperties: { '^attribute\\.[a-z0-9_]{1,64}$': Type.String({ minLength: 1, maxLength: 8_000 }) },
  },
);

export const ProductQuery = Type.Object(
  {
    locale: Type.Optional(Locale),
    channel: Type.Optional(
      Type.String({ pattern: '^[a-z0-9_-]{1,64}$', description: 'Values as this channel shows them' }),
    ),
    values: Type.Optional(
      Type.Literal('all', { description: 'Beside the answer, every value of all scopes with its source' }),
    ),
  },
  { additionalProperties: false },
);

const yes = Type.Union([Type.Literal('true'), Type.Literal('false')]);
export const DeleteQuery = Type.Object(
  {
    permanent: Type.Optional(yes),
    detach: Type.Optional({ ...yes, description: 'Variants of a model stay as products of their own' }),
    force: Type.Optional({ ...yes, description: 'Archives it although it is a component of bundles' }),
  },
  { additionalProperties: false },
);

export const IdParams = Type.Object({ id: Uuid }, { additionalProperties: false });
export const NoQuery = Type.Object({}, { additionalProperties: false });
