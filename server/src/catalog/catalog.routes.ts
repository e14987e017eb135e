import type { Kysely } from 'kysely';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { attributeOptionRoutes } from './attributes/attribute-option.routes.ts';
import { attributeRoutes } from './attributes/attribute.routes.ts';
import { brandRoutes } from './brands/brand.routes.ts';
import { categoryRoutes } from './categories/category.routes.ts';
import { categoryMappingRoutes } from './category-mappings/category-mapping.routes.ts';
import { changeRoutes } from './changes/change.routes.ts';
import { channelRoutes } from './channels/channel.routes.ts';
import type { ChangeFeed } from './changes/change-feed.ts';
import type { Definitions } from './definitions/definitions.ts';
import { familyRoutes } from './families/family.routes.ts';
import { exchangeRateRoutes } from './exchange-rates/exchange-rate.routes.ts';
import type { FieldDefaults } from './fields/field-names.ts';
import { pastProductRoutes } from './history/past-product.routes.ts';
import type { ProductEditor } from './products/edit-product.ts';
import { fieldLockRoutes } from './products/field-lock.routes.ts';
import { productRoutes } from './products/product.routes.ts';
import type { ProductService } from './products/product.service.ts';
import type { Locales } from './products/scoped-values.ts';
import { priceRuleRoutes } from './price-rules/price-rule.routes.ts';
import type { CatalogTables } from './tables.ts';
import { renameReferenceRoutes } from './suppliers/rename-references.routes.ts';
import { supplierRoutes } from './suppliers/supplier.routes.ts';
import type { SupplierAnswers } from './suppliers/supplier-answers.ts';
import type { SupplierService } from './suppliers/supplier.service.ts';
import { taxonomyRoutes } from './taxonomies/taxonomy.routes.ts';
import { unitRoutes } from './units/unit.routes.ts';

/** All routes of the catalogue. */
export function catalogRoutes(deps: {
  products: ProductService;
  editor: ProductEditor;
  db: Kysely<CatalogTables>;
  pool: ConnectionPool;
  suppliers: SupplierService;
  supplierAnswers: SupplierAnswers;
  feed: ChangeFeed;
  definitions: Definitions;
  newId: () => string;
  fieldDefaults: () => Promise<FieldDefaults>;
  locales: () => Promise<Locales>;
  forgetProducts: () => void;
}) {
  return (app: HttpServer): void => {
    productRoutes(deps)(app);
    fieldLockRoutes(deps)(app);
    pastProductRoutes(deps)(app);
    supplierRoutes(deps)(app);
    renameReferenceRoutes(deps)(app);
    changeRoutes(deps)(app);
    const definitions = { db: deps.db, ...deps.definitions };
    attributeRoutes(definitions)(app);
    attributeOptionRoutes(definitions)(app);
    familyRoutes(definitions)(app);
    channelRoutes(definitions)(app);
    unitRoutes(definitions)(app);
    exchangeRateRoutes(deps)(app);
    priceRuleRoutes({ ...deps, defaultCurrency: async () => (await deps.fieldDefaults()).currency })(app);
    taxonomyRoutes(definitions)(app);
    categoryRoutes(definitions)(app);
    categoryMappingRoutes(definitions)(app);
    brandRoutes(definitions)(app);
  };
}
