import type { Cache } from '../../platform/cache/cache.ts';
import { jsonCodec } from '../../platform/cache/codecs.ts';
import type { SupplierRow } from './supplier.queries.ts';
import type { SupplierService } from './supplier.service.ts';

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

type Supplier = Readonly<ReturnType<typeof shapeSupplier>>;

/** Suppliers as reads answer them, kept until any of them changes; an import asks the service, which keeps none. */
export function createSupplierAnswers({ suppliers, cache }: { suppliers: SupplierService; cache: Cache }) {
  const lists = cache.region<readonly Supplier[]>('suppliers', jsonCodec());
  const single = cache.region<Supplier>('suppliers', jsonCodec());
  return {
    list: () => lists.read('all', async () => (await suppliers.list()).map(shapeSupplier)),
    get: (id: string) => single.read(id.toLowerCase(), async () => shapeSupplier(await suppliers.get(id))),
  };
}

export type SupplierAnswers = ReturnType<typeof createSupplierAnswers>;
