import type { ColumnType, Generated } from 'kysely';

/** What a bundle costs as a component of another: the sum of its components, or its own price. */
export type PriceMode = 'sum' | 'own';

export interface ProductBundlesTable {
  product_id: string;
  price_mode: Generated<PriceMode>;
}

export interface ProductBundleItemsTable {
  bundle_id: string;
  /** The component. */
  product_id: string;
  quantity: ColumnType<string, string, string>;
  position: number;
}
