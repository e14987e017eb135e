import type { PoolClient } from 'pg';
import type { Product } from '../products/product.queries.ts';
import type { FieldChangeMap } from '../tables.ts';
import { priceFieldOf, type PricePlace } from './price-scope.ts';
import { writeEditedPrices } from './write-prices.queries.ts';

export interface PriceInput extends PricePlace {
  readonly amount: string;
  /** Absent: what it is, of a new one true. */
  readonly taxIncluded?: boolean;
}

/** Writes the list in the place of all prices of a product that is locked; adds what differs to the changes. */
export async function replacePrices(
  client: PoolClient,
  product: Product,
  prices: readonly PriceInput[],
  changes: FieldChangeMap,
): Promise<void> {
  const named = new Set(prices.map(priceFieldOf));
  const gone = product.prices
    .filter((price) => !named.has(priceFieldOf(price)))
    .map((price) => ({ ...price, amount: null }));
  const writes = [...prices, ...gone].map((price, entry) => ({ ...price, entry, productId: product.id }));
  for (const changed of await writeEditedPrices(client, writes))
    changes[changed.field] = [changed.old, changed.new];
}
