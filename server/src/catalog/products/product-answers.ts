import { Type } from 'typebox';
import { Moment, named, nullable, oneOf, pageOf } from '../../platform/http/answers.ts';
import { Uuid } from '../../platform/http/uuid.ts';

const text = nullable(Type.String());
const Decimal = Type.String({ description: 'Decimal with a point, as text' });
const free = Type.Record(Type.String(), Type.Unknown());
const list = (item: Parameters<typeof Type.Array>[0]) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Null() });

const CategoryOfProduct = Type.Object({
  taxonomy: Type.String(),
  id: Uuid,
  path: Type.String(),
  main: Type.Boolean(),
});
const Price = named(
  'Price',
  Type.Object({
    type: Type.String({ description: '`sale`, `rrp` or one of your own' }),
    amount: Decimal,
    currency: Type.String({ description: 'ISO 4217' }),
    taxIncluded: Type.Boolean(),
    minQuantity: Decimal,
    channel: text,
    validFrom: nullable(Moment),
    validTo: nullable(Moment),
  }),
);
const BestOffer = Type.Object({
  offerId: Uuid,
  supplierId: Uuid,
  cost: nullable(Type.Object({ amount: Decimal, currency: text })),
  reason: Type.Object({ code: Type.String(), params: free }),
});
const seo = { slug: text, title: text, description: text };
const size = nullable(Decimal);
const parts = {
  id: Uuid,
  sku: Type.String(),
  gtin: { ...text, description: '14 digits' },
  ean: { ...text, description: 'The GTIN in 13 digits, where it has no more' },
  asin: text,
  mpn: text,
  title: text,
  description: text,
  shortDescription: text,
  status: oneOf(['draft', 'active', 'archived']),
  type: oneOf(['simple', 'model', 'variant', 'bundle']),
  parentId: nullable(Uuid),
  brand: nullable(Type.Object({ id: Uuid, name: Type.String() })),
  family: nullable(Type.Object({ id: Uuid, code: Type.String() })),
  categories: Type.Array(CategoryOfProduct),
  prices: Type.Array(Price),
  stocks: Type.Array(Type.Object({ location: Type.String(), supplierId: nullable(Uuid), quantity: Decimal })),
  bestOffer: nullable(BestOffer),
  attributes: { ...free, description: 'By their codes' },
  seo: Type.Object(seo, { description: 'Of the default locale and every channel, or of those asked for' }),
  inherited: {
    ...nullable(free),
    description: 'What it has from its models because it says nothing itself; null without a parent',
  },
  weight: { ...size, description: 'kg' },
  length: { ...size, description: 'cm' },
  width: { ...size, description: 'cm' },
  height: { ...size, description: 'cm' },
  taxClass: text,
  familyVariant: { ...text, description: 'How its variants are told apart' },
  version: Type.Integer(),
  createdAt: Moment,
  updatedAt: Moment,
};
const scope = { locale: text, channel: text };

/** As it stands in a list. */
const Product = named('Product', Type.Object(parts));
/** One that is read alone, as it is or in a locale and channel. */
export const ProductDetail = named(
  'ProductDetail',
  Type.Object({
    ...parts,
    outdatedTranslations: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), ...scope, since: Moment })),
    ),
    fallbacks: Type.Optional(
      Type.Record(Type.String(), Type.Object(scope), {
        description: 'Where values of other scopes stand in for those asked for',
      }),
    ),
    values: Type.Optional(
      Type.Array(
        Type.Object({ field: Type.String(), ...scope, value: Type.Unknown(), source: Type.String() }),
        { description: 'Every value of every scope, with `values=all`' },
      ),
    ),
  }),
);
export const ProductList = Type.Object({
  ...pageOf(Product).properties,
  total: nullable(Type.Integer({ minimum: 0, description: 'Null: not asked for' })),
});

/** Asked with `If-None-Match`. */
export const Unchanged = Type.Null({ description: 'It is what the caller has' });

/** Where a product went that was merged into another one. */
export const MergedProduct = Type.Object({ id: Uuid, survivorId: Uuid });

export const DeletionAsked = Type.Object({
  id: Uuid,
  sku: Type.String(),
  operationId: Uuid,
  permanent: Type.Boolean(),
  undoable: Type.Boolean(),
});

export const ProductHistory = list(
  named(
    'HistoryEntry',
    Type.Object({
      at: Moment,
      kind: Type.String(),
      version: Type.Integer(),
      operationId: Uuid,
      cause: Type.Object({
        kind: Type.String({ description: 'As `import` or `edit`' }),
        supplier: text,
        file: text,
        line: nullable(Type.Integer()),
        by: Type.String(),
      }),
      changes: Type.Array(Type.Object({ field: Type.String(), old: Type.Unknown(), new: Type.Unknown() })),
    }),
  ),
);

const Offer = named(
  'Offer',
  Type.Object({
    id: Uuid,
    supplierId: Uuid,
    supplier: Type.String(),
    supplierReference: text,
    cost: nullable(Decimal),
    currency: { ...text, description: 'Null: the supplier’s' },
    stock: nullable(Decimal),
    leadTimeDays: nullable(Type.Integer()),
    minQuantity: nullable(Decimal),
    packQuantity: nullable(Decimal),
    endedAt: nullable(Moment),
    updatedAt: Moment,
    best: Type.Boolean(),
    reason: nullable(Type.Object({ code: Type.String(), params: free })),
  }),
);
const Identifier = Type.Object({
  kind: Type.String(),
  value: Type.String(),
  raw: { ...text, description: 'As it was written' },
  createdAt: Moment,
});
const QualityIssue = Type.Object({
  rule: Type.String(),
  source: Type.String(),
  params: Type.Unknown(),
  foundAt: Moment,
});

/** What hangs on a product, by the last step of its address. */
export const productParts = {
  offers: list(Offer),
  identifiers: list(Identifier),
  'quality-issues': list(QualityIssue),
  attributes: Type.Object({ attributes: free }),
  categories: list(CategoryOfProduct),
};
