import type { DatabaseName } from '../databases/names.ts';

/** What is cached: how long Redis keeps it, and the database whose commits make it old. */
export const cacheTypes = {
  categories: { seconds: 3_600, database: 'catalog' },
  taxonomies: { seconds: 7_200, database: 'catalog' },
  brands: { seconds: 3_600, database: 'catalog' },
  products: { seconds: 1_800, database: 'catalog' },
  suppliers: { seconds: 1_800, database: 'catalog' },
  enrichment_stats: { seconds: 300, database: 'analytics' },
  import_jobs: { seconds: 300, database: 'imports' },
  export_jobs: { seconds: 300, database: 'exports' },
  code2asin_mappings: { seconds: 86_400, database: 'code2asin' },
  amazon_product_data: { seconds: 43_200, database: 'code2asin' },
  search_results: { seconds: 300, database: 'catalog' },
  api_rate_limits: { seconds: 60, database: 'core' },
} as const satisfies Readonly<Record<string, { seconds: number; database: DatabaseName }>>;

export type CacheType = keyof typeof cacheTypes;

export const cacheTypeNames = Object.keys(cacheTypes) as CacheType[];

export const typesOf = (database: DatabaseName): CacheType[] =>
  cacheTypeNames.filter((type) => cacheTypes[type].database === database);
