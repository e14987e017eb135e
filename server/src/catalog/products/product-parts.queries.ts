import type { PoolClient } from 'pg';
import { createCategories } from '../change-sets/terms.queries.ts';
import type { FieldChangeMap } from '../tables.ts';
import { foldText } from '../text/fold.ts';
import type { ProductPatch } from './edit-product.ts';
import type { Product } from './product.queries.ts';

/** Numbers are the same when they are equal, however many zeros they are written with. */
export function sameValue(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  const number = /^-?\d+(\.\d+)?$/;
  if (a === null || b === null || !number.test(a) || !number.test(b) || !(a.includes('.') || b.includes('.')))
    return false;
  const trim = (text: string): string => text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return trim(a) === trim(b);
}

export async function writeCategories(
  client: PoolClient,
  product: Product,
  paths: readonly string[],
  changes: FieldChangeMap,
): Promise<void> {
  const old = product.categories.map((category) => category.path);
  const keys = [...new Set(paths.map(foldText))];
  if (keys.length === old.length && keys.every((key) => old.some((path) => foldText(path) === key))) return;
  await createCategories(client, paths);
  await client.query('delete from product_categories where product_id = $1', [product.id]);
  await client.query(
    `insert into product_categories (product_id, category_id, is_main)
     select $1, c.id, k.position = 1 from unnest($2::text[]) with ordinality as k(key, position)
     join categories c on c.path_key = k.key and c.taxonomy_id = (select id from taxonomies where code = 'main')`,
    [product.id, keys],
  );
  changes['category'] = [old.length ? old : null, [...paths]];
}

export async function writePrices(
  client: PoolClient,
  product: Product,
  prices: NonNullable<ProductPatch['prices']>,
  changes: FieldChangeMap,
): Promise<void> {
  for (const { type, currency, amount, taxIncluded } of prices) {
    const old = product.prices.find((price) => price.type === type && price.currency === currency);
    // Clearing a price that is not there changes nothing.
    if (!old && amount === null) continue;
    if (
      old &&
      sameValue(old.amount, amount) &&
      (taxIncluded === undefined || taxIncluded === old.taxIncluded)
    )
      continue;
    changes[`price.${type}:${currency}`] = [old?.amount ?? null, amount];
    if (amount === null)
      await client.query('delete from product_prices where product_id = $1 and type = $2 and currency = $3', [
        product.id,
        type,
        currency,
      ]);
    else {
      await client.query(
        `insert into product_prices (product_id, type, currency, amount, tax_included) values ($1, $2, $3, $4, $5)
         on conflict (product_id, type, currency) do update set amount = excluded.amount, tax_included = excluded.tax_included, updated_at = now()`,
        [product.id, type, currency, amount, taxIncluded ?? old?.taxIncluded ?? true],
      );
    }
  }
}

export async function writeStocks(
  client: PoolClient,
  product: Product,
  stocks: NonNullable<ProductPatch['stocks']>,
  changes: FieldChangeMap,
): Promise<void> {
  for (const { location = 'main', quantity } of stocks) {
    const old = product.stocks.find((stock) => stock.location === location)?.quantity ?? null;
    if (sameValue(old, quantity)) continue;
    changes[location === 'main' ? 'stock' : `stock.${location}`] = [old, quantity];
    await client.query(
      `insert into product_stocks (product_id, location, quantity) values ($1, $2, $3)
       on conflict (product_id, location) do update set quantity = excluded.quantity, updated_at = now()`,
      [product.id, location, quantity],
    );
  }
}

export async function writeAttributes(
  client: PoolClient,
  product: Product,
  attributes: Record<string, unknown>,
  changes: FieldChangeMap,
): Promise<void> {
  const next = { ...product.attributes };
  for (const [code, value] of Object.entries(attributes)) {
    const old = product.attributes[code] ?? null;
    if (JSON.stringify(old) === JSON.stringify(value)) continue;
    changes[`attribute.${code}`] = [old, value];
    if (value === null) delete next[code];
    else next[code] = value;
  }
  await client.query(
    `insert into product_attributes (product_id, values) values ($1, $2)
     on conflict (product_id, locale, channel) do update set values = excluded.values`,
    [product.id, JSON.stringify(next)],
  );
}
