/** The catalogue's front door: all that another domain may use of it. */
export { catalogDomain } from './domain.ts';
export type { CatalogTables } from './tables.ts';
export {
  createChangeSetService,
  type ChangeSetRun,
  type ChangeSetService,
  type PlanCounts,
} from './change-sets/change-set.service.ts';
export { stageColumns, type ChangeSetDefinition } from './change-sets/definition.ts';
export { LIST_SEPARATOR } from './change-sets/terms.queries.ts';
export { createSupplierService, type SupplierService } from './suppliers/supplier.service.ts';
export { fieldDefinitions, parseFieldName, type FieldDefaults, type FieldRef } from './fields/field-names.ts';
export { checkGtin, type GtinResult } from './gtin.ts';
export { foldText } from './text/fold.ts';
export { createProductSearch, type ProductSearch } from './search/search-products.ts';
export { createSearchFollower, type SearchFollower } from './search/search-follower.ts';
