import type { PoolClient } from 'pg';
import { isPlain } from '../prices/price-scope.ts';
import { cleanPath } from '../categories/clean-path.ts';
import { createCategories } from '../change-sets/terms.queries.ts';
import { noteLocations } from '../stocks/stock-location.queries.ts';
import type { FieldChangeMap } from '../tables.ts';
import { foldText } from '../text/fold.ts';
import type { ProductPatch } from './edit-product.ts';
import type { Product } from './product.queries.ts';

/** Numbers are the same when they are equal, however many zeros they are written with. */
export function sameNumber(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  const trim = (text: string): string => text.replace(/^0+(?=\d)/, '').replace(/\.0*$|(\.\d*?)0+$/, '$1');
  return trim(a) === trim(b);
}

export async function writeCategories(
  client: PoolClient,
  product: Product,
  paths: readonly string[],
  changes: FieldChangeMap,
): Promise<void> {
  const old = product.categories.map((category) => category.path);
  const byKey = new Map(paths.map((path) => [foldText(cleanPath(path)), cleanPath(path)] as const));
  byKey.delete('');
  const keys = [...byKey.keys()];
  const oldKeys = old.map(foldText);
  // The first is the main one; the others have no order.
  if (keys.length === old.length && keys[0] === oldKeys[0] && keys.every((key) => oldKeys.includes(key)))
    return;
  await createCategories(client, [...byKey.values()]);
  await client.query('delete from product_categories where product_id = $1', [product.id]);
  await client.query(
    `insert into product_categories (product_id, category_id, is_main)
     select $1, c.id, k.position = 1 from unnest($2::text[]) with ordinality as k(key, position)
     join categories c on c.path_key = k.key and c.taxonomy_id = (select id from taxonomies where code = 'main')`,
    [product.id, keys],
  );
  changes['category'] = [old.length ? old : null, keys.length ? [...byKey.values()] : null];
}

/**
 * The list replaces the prices without a scope: one that is not in it, or has no amount, is taken away. Those of a
 * channel, a quantity or a time stay, which an edit cannot name.
 */
export async function writePrices(
  client: PoolClient,
  product: Product,
  prices: NonNullable<ProductPatch['prices']>,
  changes: FieldChangeMap,
): Promise<void> {
  const given = new Map<string, (typeof prices)[number]>(
    prices
      .filter((price) => price.amount !== null)
      .map((price) => [`price.${price.type}:${price.currency}`, price] as const),
  );
  const present = new Map<string, Product['prices'][number]>(
    product.prices.filter(isPlain).map((price) => [`price.${price.type}:${price.currency}`, price]),
  );
  for (const [field, { type, currency, amount }] of present) {
    if (given.has(field)) continue;
    changes[field] = [amount, null];
    await client.query('delete from product_prices where product_id = $1 and type = $2 and currency = $3', [
      product.id,
      type,
      currency,
    ]);
  }
  for (const [field, { type, currency, amount, taxIncluded }] of given) {
    const old = present.get(field);
    const included = taxIncluded ?? old?.taxIncluded ?? true;
    if (old && sameNumber(old.amount, amount) && included === old.taxIncluded) continue;
    changes[field] = [old?.amount ?? null, amount];
    await client.query(
      `insert into product_prices (product_id, type, currency, amount, tax_included) values ($1, $2, $3, $4, $5)
       on conflict (product_id, type, currency) do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now()`,
      [product.id, type, currency, amount, included],
    );
  }
}

/** The list replaces the old one. */
export async function writeStocks(
  client: PoolClient,
  product: Product,
  stocks: NonNullable<ProductPatch['stocks']>,
  changes: FieldChangeMap,
): Promise<void> {
  const given = new Map(stocks.map(({ location = 'main', quantity }) => [location, quantity]));
  const present = new Map(product.stocks.map(({ location, quantity }) => [location, quantity]));
  const unknown = [...given.keys()].filter((location) => !present.has(location));
  if (unknown.length > 0) await noteLocations(client, unknown);
  for (const location of new Set([...present.keys(), ...given.keys()])) {
    const [old, quantity] = [present.get(location) ?? null, given.get(location) ?? null];
    if (sameNumber(old, quantity)) continue;
    changes[location === 'main' ? 'stock' : `stock.${location}`] = [old, quantity];
    await client.query(
      quantity === null
        ? 'delete from product_stocks where product_id = $1 and location = $2'
        : `insert into product_stocks (product_id, location, quantity) values ($1, $2, $3)
           on conflict (product_id, location) do update set quantity = excluded.quantity, updated_at = now()`,
      quantity === null ? [product.id, location] : [product.id, location, quantity],
    );
  }
}
