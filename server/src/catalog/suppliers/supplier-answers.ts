import { Type } from 'typebox';
import type { Cache } from '../../platform/cache/cache.ts';
import { jsonCodec } from '../../platform/cache/codecs.ts';
import { Moment, named, nullable, oneOf } from '../../platform/http/answers.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { matchKeys } from '../change-sets/definition.ts';
import { fieldGroups } from '../change-sets/field-groups.ts';
import type { SupplierRow } from './supplier.queries.ts';
import type { SupplierService } from './supplier.service.ts';

/** What is answered of a supplier; what is null there was never said. */
export const Supplier = named(
  'Supplier',
  Type.Object({
    id: Uuid,
    name: Type.String(),
    code: Type.String({ description: 'In the SKUs that are made for its products' }),
    priority: Type.Integer({ description: 'Lower wins' }),
    priorities: Type.Object(
      Object.fromEntries(fieldGroups.map((group) => [group, Type.Optional(Type.Integer())])),
      { description: 'Numbers that count for a group of fields instead of `priority`' },
    ),
    currency: nullable(Type.String()),
    pricesIncludeTax: nullable(Type.Boolean()),
    newProductStatus: oneOf(['draft', 'active']),
    fullFile: Type.Boolean({ description: 'Each file has all products of the supplier' }),
    missingAction: oneOf(['ignore', 'stock_zero', 'end_offer']),
    archiveWithoutOffers: Type.Boolean(),
    priceMeaning: nullable(oneOf(['cost', 'sale'])),
    locale: nullable(Type.String()),
    matchKeys: nullable(
      Type.Array(oneOf(matchKeys), { description: 'By what rows find their products; null: by all of them' }),
    ),
    expectedHours: nullable(Type.Integer({ description: 'A new file comes at least this often' })),
    templateId: nullable(Uuid),
    version: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

export const shapeSupplier = (row: SupplierRow) => ({
  id: row.id,
  name: row.name,
  code: row.code,
  priority: row.priority,
  priorities: row.priorities,
  currency: row.currency,
  pricesIncludeTax: row.prices_include_tax,
  newProductStatus: row.new_product_status,
  fullFile: row.full_file,
  missingAction: row.missing_action,
  archiveWithoutOffers: row.archive_without_offers,
  priceMeaning: row.price_meaning,
  locale: row.locale,
  matchKeys: row.match_keys,
  expectedHours: row.expected_hours,
  templateId: row.template_id,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

type Shaped = Readonly<ReturnType<typeof shapeSupplier>>;

/** Suppliers as reads answer them, kept until any of them changes; an import asks the service, which keeps none. */
export function createSupplierAnswers({ suppliers, cache }: { suppliers: SupplierService; cache: Cache }) {
  const lists = cache.region<readonly Shaped[]>('suppliers', jsonCodec());
  const single = cache.region<Shaped>('suppliers', jsonCodec());
  return {
    list: () => lists.read('all', async () => (await suppliers.list()).map(shapeSupplier)),
    get: (id: string) => single.read(id.toLowerCase(), async () => shapeSupplier(await suppliers.get(id))),
  };
}

export type SupplierAnswers = ReturnType<typeof createSupplierAnswers>;
