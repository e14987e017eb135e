import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { foldText } from '../../src/catalog/index.ts';

export interface BuildProduct {
  readonly sku?: string;
  readonly gtin?: string;
  readonly mpn?: string;
  readonly title?: string | null;
  readonly brand?: string;
  readonly category?: string;
  readonly description?: string | null;
  readonly status?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Values of a locale, as `title@en-GB` has them. */
  readonly english?: Readonly<Record<string, unknown>>;
  readonly price?: string;
  readonly stock?: string;
  readonly offer?: { supplier: string; reference: string };
}

export interface Change {
  readonly productId: string;
  readonly kind: 'created' | 'updated' | 'archived';
  readonly changes: Readonly<Record<string, [unknown, unknown]>> | null;
}

/** Writes what an edit leaves behind: its operation, its history and one event for all. */
export async function recordChanges(client: Client, changes: readonly Change[]): Promise<void> {
  await client.query('begin');
  await writeChanges(client, changes);
  await client.query('commit');
}

/** The same in the caller's transaction. */
export async function writeChanges(client: Client, changes: readonly Change[]): Promise<void> {
  const operation = randomUUID();
  await client.query(
    `insert into change_sets (id, kind, state, actor) values ($1, 'bulk', 'completed', 'test')`,
    [operation],
  );
  await client.query(
    `insert into field_changes (change_set_id, product_id, kind, version, changes)
     select $1, x."productId", x.kind, 1, x.changes from jsonb_to_recordset($2::jsonb) as x("productId" uuid, kind text, changes jsonb)`,
    [operation, JSON.stringify(changes)],
  );
  await client.query(
    `insert into change_events (name, change_set_id, product_id, payload) values ('catalog.products-changed', $1, $2, '{}')`,
    [operation, changes.length === 1 ? changes[0]!.productId : null],
  );
}

/** A product as an import would have made it, with its event. @returns its id */
export async function buildProduct(client: Client, product: BuildProduct): Promise<string> {
  const id = (await client.query<{ id: string }>('select uuidv7() as id')).rows[0]!.id;
  const { brand, category, attributes, english, price, stock, offer } = product;
  await client.query(
    `insert into products (id, sku, gtin, mpn, mpn_key, title, description, status, owner, brand_id)
     values ($1, $2, $3, $4, upper($4), $5, $6, $7, 'user', $8)`,
    [
      id,
      product.sku ?? id,
      product.gtin ?? null,
      product.mpn ?? null,
      product.title ?? null,
      product.description ?? null,
      product.status ?? 'draft',
      brand === undefined ? null : await brandId(client, brand),
    ],
  );
  if (product.gtin)
    await client.query(`insert into product_identifiers (product_id, kind, value) values ($1, 'gtin', $2)`, [
      id,
      product.gtin,
    ]);
  if (category !== undefined)
    await client.query(
      `insert into product_categories (product_id, category_id, is_main) values ($1, $2, true)`,
      [id, await categoryId(client, category)],
    );
  for (const [locale, values] of [
    ['', attributes],
    ['en-GB', english],
  ] as const) {
    if (values)
      await client.query('insert into product_attributes (product_id, locale, values) values ($1, $2, $3)', [
        id,
        locale,
        JSON.stringify(values),
      ]);
  }
  if (price !== undefined)
    await client.query(
      `insert into product_prices (product_id, type, currency, amount, tax_included) values ($1, 'sale', 'EUR', $2, true)`,
      [id, price],
    );
  if (stock !== undefined)
    await client.query('insert into product_stocks (product_id, quantity) values ($1, $2)', [id, stock]);
  if (offer) await writeOffer(client, id, offer);
  await recordChanges(client, [{ productId: id, kind: 'created', changes: null }]);
  return id;
}

async function brandId(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into brands (name, name_key) values ($1, $2) on conflict (name_key) do update set name_key = excluded.name_key returning id`,
    [name, foldText(name)],
  );
  return rows[0]!.id;
}

async function categoryId(client: Client, path: string): Promise<string> {
  const found = await client.query<{ id: string }>('select id from categories where full_path = $1', [path]);
  if (found.rows[0]) return found.rows[0].id;
  const { rows } = await client.query<{ id: string }>(
    `insert into categories (taxonomy_id, name, path, full_path, path_key)
     select id, $1, text2ltree(replace($2::text, '-', '_')), $1, $3 from taxonomies where code = 'main' returning id`,
    [path, randomUUID(), foldText(path)],
  );
  return rows[0]!.id;
}

async function writeOffer(
  client: Client,
  productId: string,
  offer: { supplier: string; reference: string },
): Promise<void> {
  await client.query(
    `insert into suppliers (name, name_key, code) values ($1, lower($1), upper($1)) on conflict do nothing`,
    [offer.supplier],
  );
  await client.query(
    `insert into supplier_products (supplier_id, product_id, supplier_reference)
     select id, $2, $3 from suppliers where name = $1`,
    [offer.supplier, productId, offer.reference],
  );
}
