/** The catalogue's front door: all that another domain may use of it. */
export { catalogDomain } from './domain.ts';
export type { CatalogTables } from './tables.ts';
export {
  createChangeSetService,
  type AppliedCounts,
  type ChangeSetRun,
  type ChangeSetService,
  type PlanCounts,
} from './change-sets/change-set.service.ts';
export type { MatchDecision } from './change-sets/review/match-decisions.queries.ts';
export type { RenamedRow } from './change-sets/renamed-rows.queries.ts';
export { createReferenceRenamer, type RenameOffers } from './suppliers/reference-renamer.ts';
export type { MatchCandidate, ReviewRow } from './change-sets/review/review-rows.queries.ts';
export { columnPolicies, policyFits, type ColumnPolicy } from './change-sets/column-policy.ts';
export { matchKeys, type ChangeSetDefinition, type MatchKey } from './change-sets/definition.ts';
export { createUndoService, type ShowImportUndo, type UndoService } from './change-sets/undo/undo.service.ts';
export type { UndoCounts } from './change-sets/undo/undo-counts.queries.ts';
export type { UndoSelection } from './change-sets/undo/select-operations.queries.ts';
export {
  createOperationService,
  type Operation,
  type OperationService,
} from './operations/operation.service.ts';
export { operationRoutes } from './operations/operation.routes.ts';
export { runUndoJob, undoJobHandler } from './operations/undo.jobs.ts';
export type { MissingAction } from './change-sets/missing-offers.queries.ts';
export type { FeedStatistics } from './change-sets/feed-statistics.queries.ts';
export type { Exclusion } from './change-sets/exclude-rows.queries.ts';
export { outrankingSuppliers } from './change-sets/field-groups.ts';
export { anonymiseActor, restoreActor } from './change-sets/anonymise-actor.queries.ts';
export { RULE_OWNER } from './price-rules/run-rules.queries.ts';
export { applyRulesHandler, applyRulesJob } from './price-rules/apply-rules.jobs.ts';
export { createRuleRuns, type RuleRuns } from './price-rules/apply-rules.ts';
export { seoLimits } from './seo/seo-parts.ts';
export { LIST_SEPARATOR } from './change-sets/terms.queries.ts';
export { createDefinitions } from './definitions/definitions.ts';
export {
  definitionKinds,
  loadDefinitions,
  requiredHeadings,
  type DefinitionKind,
  type LoadReport,
} from './definitions/load/load-definitions.ts';
export { loadGoogleTaxonomy } from './definitions/load/google-taxonomy/load-google-taxonomy.ts';
export type { DefinitionRecord } from './definitions/load/definition-record.ts';
export { checkValue } from './attributes/value-rules.ts';
export { readCellDefinitions, type CellDefinition } from './attributes/cell-definitions.queries.ts';
export { alignFiltersHandler, alignFiltersJob } from './attributes/align-filters.jobs.ts';
export { createSupplierAnswers } from './suppliers/supplier-answers.ts';
export {
  createSupplierService,
  type KnownSupplier,
  type SupplierService,
} from './suppliers/supplier.service.ts';
export { createProductService, type ProductService } from './products/product.service.ts';
export { linkMedia, listMediaReferences, listUnrecorded } from './products/media-references.queries.ts';
export { createProductCache, type ProductCache } from './products/product-cache.ts';
export { createProductEditor, type ProductEditor } from './products/edit-product.ts';
export { editTransactions } from './products/edit-transaction.ts';
export { createChangeAnnouncer, type ChangeAnnouncer } from './changes/announce-changes.ts';
export { describeOperations, type DescribedOperation } from './changes/describe-operations.ts';
export { pruneHistory } from './changes/prune-history.ts';
export { pruneHistoryJob } from './changes/prune-history.jobs.ts';
export { createChangeFeed, type ChangeFeed } from './changes/change-feed.ts';
export { listCatalogueDays } from './figures/catalogue-days.queries.ts';
export { productHistory, type HistoryEntry } from './history/product-history.ts';
export type { ProductFilter } from './products/product-filter.ts';
export { parseJsonFilter } from './products/json-filter.ts';
export type { Executor, Product } from './products/product.queries.ts';
export { fieldDefinitions, parseFieldName, type FieldDefaults, type FieldRef } from './fields/field-names.ts';
export { checkGtin, type GtinResult } from './gtin.ts';
export { mpnKey } from './change-sets/stage-writer.ts';
export { foldText } from './text/fold.ts';
export { createMergeService, type MergeService } from './merging/merge.service.ts';
export { mergeRoutes } from './merging/merge.routes.ts';
export type { HeldProduct, MovedProducts, ProductHolder } from './merging/product-holder.ts';
export { createDeletionService, type DeletionService } from './deleting/deletion.service.ts';
export { permanentDeletion } from './deleting/deletion.routes.ts';
export { createProductSearch, type ProductSearch } from './search/search-products.ts';
export { createCachedSearch } from './search/cached-search.ts';
export { createBestOffers, type BestOffers } from './offers/decide-best-offers.ts';
export { createSearchFollower, type SearchFollower } from './search/search-follower.ts';
export { countStream, listExportColumns, streamProducts } from './products/stream-products.ts';
export { catalogRoutes } from './catalog.routes.ts';
export { catalogJobHandlers } from './catalog.jobs.ts';
