import type { DomainManifest } from '../platform/domain.ts';
import { alignFiltersJob } from './attributes/align-filters.jobs.ts';
import { catalogPartitions, expirePlansJob, forgetCatalogAnswers } from './catalog.jobs.ts';
import { pruneHistoryJob, pruneHistorySchedule } from './changes/prune-history.jobs.ts';
import { decideBestOffersJob, decideBestOffersSchedule } from './offers/decide-best-offers.ts';
import { runUndoJob } from './operations/undo.jobs.ts';
import type { CatalogTables } from './tables.ts';

/** db_catalog: products, suppliers and their offers, brands, categories, prices, stocks, history and search. */
export const catalogDomain: DomainManifest<CatalogTables> = {
  name: 'catalog',
  tables: {
    suppliers: true,
    brands: true,
    brand_aliases: true,
    brand_merges: true,
    category_mappings: true,
    families: true,
    family_attributes: true,
    attributes: true,
    attribute_options: true,
    channels: true,
    units: true,
    taxonomies: true,
    categories: true,
    products: true,
    product_identifiers: true,
    supplier_products: true,
    product_prices: true,
    product_stocks: true,
    product_categories: true,
    product_attributes: true,
    product_media_references: true,
    outdated_translations: true,
    field_sources: true,
    quality_issues: true,
    change_sets: true,
    change_set_batches: true,
    field_changes: true,
    undo_conflicts: true,
    match_decisions: true,
    change_events: true,
    event_log_start: true,
    consumer_positions: true,
    search_documents: true,
    search_descriptions: true,
    search_words: true,
    exchange_rates: true,
    price_rules: true,
    best_offers: true,
    best_offer_basis: true,
  },
  platformTables: ['idempotency_keys', 'saga_steps_done'],
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: catalogPartitions.tables,
  jobs: [
    alignFiltersJob,
    catalogPartitions.job,
    expirePlansJob,
    forgetCatalogAnswers.job,
    pruneHistoryJob,
    runUndoJob,
    decideBestOffersJob,
  ],
  schedules: [
    catalogPartitions.schedule,
    { id: 'catalog.expire-plans', cron: '30 3 * * *', timeZone: 'UTC', job: expirePlansJob, payload: {} },
    forgetCatalogAnswers.schedule,
    pruneHistorySchedule,
    decideBestOffersSchedule,
  ],
};
