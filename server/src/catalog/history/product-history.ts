import type { QueryResultRow } from 'pg';
import type { FieldChangeMap } from '../tables.ts';
import { priceFieldOf } from '../prices/price-scope.ts';
import { readProducts, type Executor, type Product } from '../products/product.queries.ts';

export interface HistoryEntry {
  readonly at: string;
  readonly kind: string;
  readonly version: number;
  readonly operationId: string;
  readonly cause: {
    kind: string;
    supplier: string | null;
    file: string | null;
    line: number | null;
    by: string;
  };
  readonly changes: { field: string; old: unknown; new: unknown }[];
}

interface HistoryRow extends QueryResultRow {
  at: Date;
  kind: string;
  version: number;
  change_set_id: string;
  line: number | null;
  offer_id: string | null;
  changes: FieldChangeMap | null;
  cause: string;
  supplier: string | null;
  source_name: string | null;
  actor: string;
}

/** All that happened to a product, newest first: what changed, when, and which file, line or person did it. */
export async function productHistory(
  db: Executor,
  productId: string,
  field: string | null,
): Promise<HistoryEntry[]> {
  const [product] = await readProducts(db, [productId]);
  const { rows } = await db.query<HistoryRow>(
    `select f.at, f.kind, f.version, f.change_set_id, f.line, f.offer_id, f.changes, c.kind as cause, s.name as supplier, c.source_name, c.actor
     from field_changes f join change_sets c on c.id = f.change_set_id left join suppliers s on s.id = c.supplier_id
     where f.product_id = $1 order by f.version desc, f.at desc`,
    [productId],
  );
  const first = product ? await firstValues(db, product, rows) : {};
  return rows
    .map((row) => ({
      at: row.at.toISOString(),
      kind: row.kind,
      version: row.version,
      operationId: row.change_set_id,
      cause: {
        kind: row.cause,
        supplier: row.supplier,
        file: row.source_name,
        line: row.line,
        by: row.actor,
      },
      changes: Object.entries(row.changes ?? (row.kind === 'created' ? first : {}))
        .map(([name, [old, value]]) => ({ field: name, old, new: value }))
        .filter((change) => field === null || change.field === field || change.field.startsWith(`${field}:`))
        .sort((a, b) => (a.field < b.field ? -1 : 1)),
    }))
    .filter((entry) => field === null || entry.changes.length > 0);
}

/** A created product stores no values: they are today's, with every later change taken back. */
async function firstValues(
  db: Executor,
  product: Product,
  rows: readonly HistoryRow[],
): Promise<FieldChangeMap> {
  const created = rows.find((row) => row.kind === 'created');
  const values: Record<string, unknown> = {
    ...productValues(product),
    ...(await offerValues(db, created?.offer_id ?? null)),
  };
  for (const row of rows) {
    if (row.changes === null) continue;
    // An offer made later has fields of the same names; only the first offer's are part of the creation.
    const ofOther = row.offer_id !== null && row.offer_id !== created?.offer_id;
    for (const [name, [old]] of Object.entries(row.changes)) {
      if (ofOther && offerFields.has(name.replace(/:.*/, ''))) continue;
      values[name] = old;
    }
  }
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, [null, value]]),
  );
}

export const offerFields = new Set([
  'supplierReference',
  'cost',
  'offerStock',
  'leadTimeDays',
  'minQuantity',
  'packQuantity',
  'offerCurrency',
]);

/** A product's present values under the names of the vocabulary. */
export function productValues(product: Product): Record<string, unknown> {
  const {
    sku,
    gtin,
    asin,
    mpn,
    title,
    description,
    shortDescription,
    status,
    weight,
    length,
    width,
    height,
    taxClass,
    familyVariant,
  } = product;
  return {
    sku,
    gtin,
    asin,
    mpn,
    title,
    description,
    shortDescription,
    status,
    weight,
    length,
    width,
    height,
    taxClass,
    familyVariant,
    brand: product.brand?.name ?? null,
    family: product.family?.code ?? null,
    category: product.categories.length ? product.categories.map((category) => category.path) : null,
    ...Object.fromEntries(Object.entries(product.seo).map(([part, value]) => [`seo.${part}`, value])),
    ...Object.fromEntries(product.prices.map((price) => [priceFieldOf(price), price.amount])),
    ...Object.fromEntries(
      product.stocks.map((stock) => [
        stock.location === 'main' ? 'stock' : `stock.${stock.location}`,
        stock.quantity,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(product.attributes).map(([code, value]) => [`attribute.${code}`, value]),
    ),
  };
}

/** Present values of an offer under their names. */
export async function offerValues(db: Executor, offerId: string | null): Promise<Record<string, unknown>> {
  if (offerId === null) return {};
  const { rows } = await db.query<Record<string, unknown>>(
    `select supplier_reference as "supplierReference", stock::text as "offerStock", lead_time_days as "leadTimeDays",
       min_quantity::text as "minQuantity", pack_quantity::text as "packQuantity", cost::text as cost, currency
     from supplier_products where id = $1`,
    [offerId],
  );
  const { cost, currency, ...values } = rows[0] ?? {};
  return rows[0] ? { ...values, ...(cost === null ? {} : { [`cost:${String(currency)}`]: cost }) } : {};
}
