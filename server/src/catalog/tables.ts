import type { ColumnType, Generated } from 'kysely';
import type { AttributeOptionsTable, AttributesTable, Labels } from './attributes/attribute.tables.ts';
import type { ProductBundleItemsTable, ProductBundlesTable } from './bundles/bundle.tables.ts';
import type { BrandAliasesTable, BrandMergesTable, BrandsTable } from './brands/brand.tables.ts';
import type { CategoryMappingsTable } from './category-mappings/category-mapping.tables.ts';
import type { ChannelsTable } from './channels/channel.tables.ts';
import type { FamiliesTable, FamilyAttributesTable } from './families/family.tables.ts';
import type { FamilyVariantsTable } from './family-variants/family-variant.tables.ts';
import type { ProductRelationsTable } from './relations/relation.tables.ts';
import type { ProductSeoTable, SlugRedirectsTable } from './seo/seo.tables.ts';
import type { ScopedPricesTable } from './prices/price.tables.ts';
import type { StockLocationsTable } from './stocks/stock.tables.ts';
import type { TaxClassesTable, TaxRatesTable } from './taxes/tax.tables.ts';
import type { UnitsTable } from './units/unit.tables.ts';

type Id = Generated<string>;
type Timestamp = Generated<Date>;
/** Money and quantities stay decimal strings; they never pass through a float. */
type Decimal = ColumnType<string, string, string>;
type Json<T> = ColumnType<T, string, string>;

export interface SuppliersTable {
  id: Id;
  name: string;
  name_key: string;
  code: string;
  priority: Generated<number>;
  priorities: ColumnType<Readonly<Record<string, number>>, string | undefined, string>;
  currency: string | null;
  prices_include_tax: boolean | null;
  locale: string | null;
  new_product_status: Generated<string>;
  full_file: Generated<boolean>;
  missing_action: Generated<'ignore' | 'stock_zero' | 'end_offer'>;
  archive_without_offers: Generated<boolean>;
  price_meaning: 'cost' | 'sale' | null;
  match_keys: string[] | null;
  expected_hours: number | null;
  template_id: string | null;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface TaxonomiesTable {
  id: Id;
  code: string;
  labels: ColumnType<Labels, string | undefined, string>;
  edition: string | null;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface CategoriesTable {
  id: Id;
  taxonomy_id: string;
  parent_id: string | null;
  name: string;
  full_path: string;
  path_key: string;
  path: string;
  code: string | null;
  labels: ColumnType<Labels, string | undefined, string>;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ProductsTable {
  id: Id;
  sku: string;
  gtin: string | null;
  asin: string | null;
  mpn: string | null;
  mpn_key: string | null;
  brand_id: string | null;
  family_id: string | null;
  parent_id: string | null;
  title: string | null;
  description: string | null;
  short_description: string | null;
  type: Generated<string>;
  status: Generated<string>;
  weight: Decimal | null;
  length: Decimal | null;
  width: Decimal | null;
  height: Decimal | null;
  tax_class: string | null;
  family_variant: string | null;
  owner: Generated<string>;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ProductIdentifiersTable {
  product_id: string;
  kind: string;
  value: string;
  raw: string | null;
  created_at: Timestamp;
}

export interface SupplierProductsTable {
  id: Id;
  supplier_id: string;
  product_id: string;
  supplier_reference: string | null;
  cost: Decimal | null;
  currency: string | null;
  stock: Decimal | null;
  lead_time_days: number | null;
  min_quantity: Decimal | null;
  pack_quantity: Decimal | null;
  ended_at: Date | null;
  row_hash: string | null;
  change_set_id: string | null;
  line: number | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ProductPricesTable {
  product_id: string;
  type: string;
  currency: string;
  amount: Decimal;
  tax_included: boolean;
  updated_at: Timestamp;
}

export interface ProductStocksTable {
  product_id: string;
  location: Generated<string>;
  quantity: Decimal;
  updated_at: Timestamp;
}

export interface ProductCategoriesTable {
  product_id: string;
  category_id: string;
  is_main: Generated<boolean>;
}

export interface ProductAttributesTable {
  product_id: string;
  locale: Generated<string>;
  channel: Generated<string>;
  values: Json<Record<string, unknown>>;
}

export interface OutdatedTranslationsTable {
  product_id: string;
  field: string;
  locale: string;
  channel: Generated<string>;
  since: Timestamp;
}

export interface FieldSourcesTable {
  product_id: string;
  owners: Json<Record<string, string>>;
}

export interface QualityIssuesTable {
  product_id: string;
  rule: string;
  source: Generated<string>;
  params: Json<Record<string, unknown>>;
  found_at: Timestamp;
}

export interface ChangeSetsTable {
  id: Id;
  kind: 'import' | 'edit' | 'bulk' | 'upsert' | 'undo' | 'price_rule' | 'merge' | 'delete';
  state: Generated<string>;
  supplier_id: string | null;
  import_id: string | null;
  actor: string;
  actor_id: string | null;
  request_id: string | null;
  source_address: string | null;
  told_state: string | null;
  undone_by: string | null;
  source_name: string | null;
  definition: Json<Record<string, unknown>>;
  staged_rows: number | null;
  counts: Json<Record<string, unknown>> | null;
  created_at: Timestamp;
  /** The plan saw every change that is dated before. */
  planned_at: Date | null;
  finished_at: Date | null;
}

export interface ChangeSetBatchesTable {
  change_set_id: string;
  batch: number;
  first_line: number;
  last_line: number;
  prefiltered: Generated<number>;
  reviewed_rows: Generated<number>;
  applied_at: Date | null;
  counts: Json<Record<string, unknown>> | null;
}

/** field -> [old, new]; amounts are decimal strings, lists are arrays of strings. */
export type FieldChangeMap = Record<string, [unknown, unknown]>;

export interface FieldChangesTable {
  at: Timestamp;
  change_set_id: string;
  product_id: string;
  batch: Generated<number>;
  line: number | null;
  offer_id: string | null;
  kind: 'created' | 'updated' | 'archived' | 'restored' | 'deleted' | 'merged';
  version: number;
  changes: Json<FieldChangeMap> | null;
  exact: Json<Record<string, unknown>> | null;
}

export interface UndoConflictsTable {
  change_set_id: string;
  product_id: string;
  offer_id: string | null;
  field: string;
  reason: string;
  restored: Json<unknown> | null;
  present: Json<unknown> | null;
}

export interface ProductMediaReferencesTable {
  product_id: string;
  name: string;
  position: number;
  media_id: string | null;
}

export interface MatchDecisionsTable {
  owner: string;
  key: string;
  action: string;
  product_id: string | null;
  decided_at: Timestamp;
}

export interface ProductRedirectsTable {
  product_id: string;
  survivor_id: string;
  merged_at: Timestamp;
}

export interface ChangeEventsTable {
  xid: Generated<string>;
  id: Generated<string>;
  at: Timestamp;
  name: string;
  change_set_id: string;
  batch: Generated<number>;
  product_id: string | null;
  payload: Json<{ created: number; updated: number; fields: string[] }>;
}

export interface ConsumerPositionsTable {
  consumer: string;
  xid: string;
  id: string;
  updated_at: Timestamp;
}

/** One row: the last event that was given up. */
export interface EventLogStartTable {
  one: Generated<boolean>;
  xid: string;
  id: string;
}

export interface SearchDocumentsTable {
  product_id: string;
  locale: Generated<string>;
  name_vector: string;
}

export interface SearchDescriptionsTable {
  product_id: string;
  locale: Generated<string>;
  vector: string;
}

export interface SearchWordsTable {
  word: string;
}

export interface ExchangeRatesTable {
  base: string;
  quote: string;
  day: ColumnType<string, string, string>;
  rate: Decimal;
  source: Generated<string>;
  updated_at: Timestamp;
}

export interface BestOffersTable {
  product_id: string;
  offer_id: string;
  policy: string;
  reason: Json<{ code: string; params: Record<string, unknown> }>;
  decided_at: Timestamp;
}

/** One row. */
export interface BestOfferBasisTable {
  one: Generated<boolean>;
  basis: string;
  decided_at: Timestamp;
}

export interface PriceRulesTable {
  id: Id;
  name: string;
  priority: number;
  active: Generated<boolean>;
  basis: 'best_offer_cost' | 'price';
  basis_type: string | null;
  basis_currency: string | null;
  method: 'markup' | 'margin' | 'fixed';
  value: Decimal;
  minimum_margin: Decimal | null;
  tax_percent: Decimal | null;
  tax_country: string | null;
  rounding: Generated<string>;
  target_type: string;
  target_currency: string;
  scope: Json<Record<string, string[]>>;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface CatalogTables {
  suppliers: SuppliersTable;
  brands: BrandsTable;
  brand_aliases: BrandAliasesTable;
  brand_merges: BrandMergesTable;
  category_mappings: CategoryMappingsTable;
  families: FamiliesTable;
  family_attributes: FamilyAttributesTable;
  family_variants: FamilyVariantsTable;
  attributes: AttributesTable;
  attribute_options: AttributeOptionsTable;
  channels: ChannelsTable;
  units: UnitsTable;
  taxonomies: TaxonomiesTable;
  categories: CategoriesTable;
  products: ProductsTable;
  product_identifiers: ProductIdentifiersTable;
  supplier_products: SupplierProductsTable;
  product_prices: ProductPricesTable;
  scoped_prices: ScopedPricesTable;
  product_stocks: ProductStocksTable;
  product_categories: ProductCategoriesTable;
  product_attributes: ProductAttributesTable;
  product_media_references: ProductMediaReferencesTable;
  product_bundles: ProductBundlesTable;
  product_bundle_items: ProductBundleItemsTable;
  product_relations: ProductRelationsTable;
  product_seo: ProductSeoTable;
  slug_redirects: SlugRedirectsTable;
  outdated_translations: OutdatedTranslationsTable;
  field_sources: FieldSourcesTable;
  quality_issues: QualityIssuesTable;
  change_sets: ChangeSetsTable;
  change_set_batches: ChangeSetBatchesTable;
  field_changes: FieldChangesTable;
  undo_conflicts: UndoConflictsTable;
  match_decisions: MatchDecisionsTable;
  product_redirects: ProductRedirectsTable;
  change_events: ChangeEventsTable;
  consumer_positions: ConsumerPositionsTable;
  event_log_start: EventLogStartTable;
  search_documents: SearchDocumentsTable;
  search_descriptions: SearchDescriptionsTable;
  search_words: SearchWordsTable;
  exchange_rates: ExchangeRatesTable;
  price_rules: PriceRulesTable;
  best_offers: BestOffersTable;
  best_offer_basis: BestOfferBasisTable;
  stock_locations: StockLocationsTable;
  tax_classes: TaxClassesTable;
  tax_rates: TaxRatesTable;
}
