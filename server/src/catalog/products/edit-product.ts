import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import { mpnKey } from '../change-sets/stage-writer.ts';
import { checkGtin } from '../gtin.ts';
import type { FieldChangeMap } from '../tables.ts';
import { foldText } from '../text/fold.ts';
import {
  sameValue,
  writeAttributes,
  writeCategories,
  writePrices,
  writeStocks,
} from './product-parts.queries.ts';
import { readProducts, type Executor, type Product } from './product.queries.ts';

/** What a person may write; null clears, lists are replaced (RFC 7396). */
export interface ProductPatch {
  sku?: string;
  gtin?: string | null;
  asin?: string | null;
  mpn?: string | null;
  title?: string | null;
  description?: string | null;
  shortDescription?: string | null;
  status?: string;
  brand?: string | null;
  categories?: string[];
  weight?: string | null;
  length?: string | null;
  width?: string | null;
  height?: string | null;
  taxClass?: string | null;
  prices?: { type: string; currency: string; amount: string | null; taxIncluded?: boolean }[];
  stocks?: { location?: string; quantity: string }[];
  attributes?: Record<string, unknown>;
}

export interface Written {
  readonly product: Product;
  readonly operationId: string;
}

const columns: Readonly<Record<string, string>> = {
  sku: 'sku',
  gtin: 'gtin',
  asin: 'asin',
  mpn: 'mpn',
  title: 'title',
  description: 'description',
  shortDescription: 'short_description',
  status: 'status',
  weight: 'weight',
  length: 'length',
  width: 'width',
  height: 'height',
  taxClass: 'tax_class',
};

/**
 * Edits of one product, each in one transaction with its history, its event and its ownership: fields a person
 * set are not overwritten by imports.
 */
export function createProductEditor({ pool, newId }: { pool: ConnectionPool; newId: () => string }) {
  return {
    async create(input: ProductPatch): Promise<Written> {
      return inTransaction(pool, async (client) => {
        const id = newId();
        const gtin = input.gtin ? normaliseGtin(input.gtin) : null;
        const sku = input.sku ?? gtin ?? id;
        await client.query(`insert into products (id, sku, owner) values ($1, $2, 'user')`, [id, sku]);
        const product = (await readProducts(asExecutor(client), [id]))[0]!;
        await writeFields(client, product, { ...input, sku });
        if (!input.title)
          await client.query(`insert into quality_issues (product_id, rule) values ($1, 'title.missing')`, [
            id,
          ]);
        // A created product's changes are null: its first values are the present ones walked back.
        return record(client, {
          id,
          kind: 'created',
          version: 1,
          changes: null,
          fields: Object.keys(input),
          operationId: newId(),
        });
      });
    },
    /** @param version from If-Match; @throws AppError `products.stale` with the fields in conflict */
    async patch(id: string, version: number | null, patch: ProductPatch): Promise<Written> {
      return inTransaction(pool, async (client) => {
        const product = await lockProduct(client, id, version, patch);
        const changes = await writeFields(client, product, patch);
        return finishEdit(client, product, changes, 'updated', newId());
      });
    },
    async archive(id: string, version: number | null): Promise<Written> {
      return inTransaction(pool, async (client) => {
        const product = await lockProduct(client, id, version, { status: 'archived' });
        const changes = await writeFields(client, product, { status: 'archived' });
        return finishEdit(client, product, changes, 'archived', newId());
      });
    },
  };
}

export type ProductEditor = ReturnType<typeof createProductEditor>;

const asExecutor = (client: PoolClient): Executor => client as unknown as Executor;

async function inTransaction<Result>(
  pool: ConnectionPool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    client.release(true);
    throw conflictOf(error) ?? error;
  }
}

/** A unique violation names what is taken. */
function conflictOf(error: unknown): AppError | null {
  const { code, constraint, detail } = error as { code?: string; constraint?: string; detail?: string };
  if (code !== '23505') return null;
  const field =
    constraint === 'products_sku_key'
      ? 'sku'
      : constraint === 'product_identifiers_gtin_key'
        ? 'gtin'
        : 'field';
  return new AppError('products.conflict', {
    message: `Another product has this ${field}${detail ? `: ${detail}` : ''}`,
    params: { field },
    cause: error,
  });
}

async function lockProduct(
  client: PoolClient,
  id: string,
  version: number | null,
  patch: ProductPatch,
): Promise<Product> {
  await client.query('select 1 from products where id = $1 for no key update', [id]);
  const product = (await readProducts(asExecutor(client), [id]))[0];
  if (!product)
    throw new AppError('products.not_found', { message: `There is no product ${id}`, params: { id } });
  if (version !== null && version !== product.version)
    throw await staleError(client, product, version, patch);
  return product;
}

/** Names the fields of the edit that somebody else changed since the version it was made from. */
async function staleError(
  client: PoolClient,
  product: Product,
  version: number,
  patch: ProductPatch,
): Promise<AppError> {
  const { rows } = await client.query<{ changes: FieldChangeMap | null; at: Date; actor: string }>(
    `select f.changes, f.at, c.actor from field_changes f join change_sets c on c.id = f.change_set_id
     where f.product_id = $1 and f.version > $2 order by f.at`,
    [product.id, version],
  );
  const conflicts = new Map<string, object>();
  for (const { changes, at, actor } of rows) {
    for (const [field, [old, theirs]] of Object.entries(changes ?? {})) {
      const before = conflicts.get(field) as { base: unknown } | undefined;
      if (!(field in patch)) continue;
      conflicts.set(field, {
        field,
        locale: null,
        channel: null,
        base: before ? before.base : old,
        theirs,
        yours: patch[field as keyof ProductPatch] ?? null,
        by: actor,
        at,
      });
    }
  }
  return new AppError('products.stale', {
    message: `The product was changed meanwhile: it has version ${product.version}, your edit is of version ${version}`,
    params: { version: product.version, conflicts: [...conflicts.values()] },
  });
}

function normaliseGtin(text: string): string {
  const result = checkGtin(text);
  if (result.ok) return result.gtin;
  throw new AppError('products.gtin', {
    message: `"${text}" is not a GTIN (${result.cause})${result.suggestion ? `; with a right check digit it is ${result.suggestion}` : ''}`,
    params: { field: 'gtin', value: text, cause: result.cause, suggestion: result.suggestion },
  });
}

/** Writes what differs. @returns field -> [old, new] */
async function writeFields(
  client: PoolClient,
  product: Product,
  patch: ProductPatch,
): Promise<FieldChangeMap> {
  const changes: FieldChangeMap = {};
  const sets: [string, unknown][] = [];
  for (const [field, column] of Object.entries(columns)) {
    const given = patch[field as keyof ProductPatch] as string | null | undefined;
    if (given === undefined) continue;
    const value = field === 'gtin' && given ? normaliseGtin(given) : given;
    const old = (product[field as keyof Product] ?? null) as string | null;
    if (sameValue(old, value)) continue;
    changes[field] = [old, value];
    sets.push([column, value]);
    if (field === 'mpn') sets.push(['mpn_key', value === null ? null : mpnKey(value)]);
    if (field === 'gtin' && value) {
      await client.query(
        `insert into product_identifiers (product_id, kind, value, raw) values ($1, 'gtin', $2, $3) on conflict (product_id, kind, value) do nothing`,
        [product.id, value, given],
      );
    }
  }
  if (patch.brand !== undefined && foldText(patch.brand ?? '') !== foldText(product.brand?.name ?? '')) {
    changes['brand'] = [product.brand?.name ?? null, patch.brand];
    sets.push(['brand_id', patch.brand === null ? null : await brandId(client, patch.brand)]);
  }
  if (sets.length > 0) {
    await client.query(
      `update products set ${sets.map(([column], i) => `${column} = $${i + 2}`).join(', ')} where id = $1`,
      [product.id, ...sets.map(([, value]) => value)],
    );
  }
  if (patch.categories) await writeCategories(client, product, patch.categories, changes);
  if (patch.prices) await writePrices(client, product, patch.prices, changes);
  if (patch.stocks) await writeStocks(client, product, patch.stocks, changes);
  if (patch.attributes) await writeAttributes(client, product, patch.attributes, changes);
  return changes;
}

async function brandId(client: PoolClient, name: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into brands (name, name_key) values ($1, $2) on conflict (name_key) do update set name_key = excluded.name_key returning id`,
    [name.trim(), foldText(name)],
  );
  return rows[0]!.id;
}

const unversioned = /^(price\.|stock(\.|$))/;

async function finishEdit(
  client: PoolClient,
  product: Product,
  changes: FieldChangeMap,
  kind: 'updated' | 'archived',
  operationId: string,
): Promise<Written> {
  const fields = Object.keys(changes);
  if (fields.length === 0) return { product, operationId };
  const raised = fields.some((field) => !unversioned.test(field));
  if (raised)
    await client.query('update products set version = version + 1, updated_at = now() where id = $1', [
      product.id,
    ]);
  await client.query(
    `insert into field_sources (product_id, owners)
     select $1, $2::jsonb where exists (select from products where id = $1 and owner <> 'user')
     on conflict (product_id) do update set owners = field_sources.owners || excluded.owners`,
    [product.id, JSON.stringify(Object.fromEntries(fields.map((field) => [field, 'user'])))],
  );
  // The supplier's next file is compared with this product again, although its row may be the same.
  await client.query(
    'update supplier_products set row_hash = null where product_id = $1 and row_hash is not null',
    [product.id],
  );
  return record(client, {
    id: product.id,
    kind,
    version: product.version + (raised ? 1 : 0),
    changes,
    fields,
    operationId,
  });
}

async function record(
  client: PoolClient,
  edit: {
    id: string;
    kind: 'created' | 'updated' | 'archived';
    version: number;
    changes: FieldChangeMap | null;
    fields: string[];
    operationId: string;
  },
): Promise<Written> {
  const { id, kind, version, changes, fields, operationId } = edit;
  await client.query(
    `insert into change_sets (id, kind, state, actor, finished_at) values ($1, 'edit', 'completed', 'api', now())`,
    [operationId],
  );
  await client.query(
    `insert into field_changes (change_set_id, product_id, kind, version, changes) values ($1, $2, $3, $4, $5)`,
    [operationId, id, kind, version, changes && JSON.stringify(changes)],
  );
  const payload = { created: kind === 'created' ? 1 : 0, updated: kind === 'created' ? 0 : 1, fields };
  await client.query(
    `insert into change_events (name, change_set_id, product_id, payload) values ('catalog.products-changed', $1, $2, $3)`,
    [operationId, id, JSON.stringify(payload)],
  );
  await client.query(`select pg_notify('change_events', '')`);
  const product = (await readProducts(asExecutor(client), [id]))[0]!;
  return { product, operationId };
}
