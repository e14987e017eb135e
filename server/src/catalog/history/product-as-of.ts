import { isDeepStrictEqual } from 'node:util';
import type { QueryResultRow } from 'pg';
import { AppError } from '../../platform/errors.ts';
import { readContents } from '../bundles/bundle.queries.ts';
import { readProducts, type Executor, type Product } from '../products/product.queries.ts';
import { readRelated } from '../relations/relation.queries.ts';
import type { FieldChangeMap } from '../tables.ts';
import { offerFields, productValues } from './product-history.ts';
import { noSuchProduct } from '../products/no-such-product.ts';

/** When: at a time (ISO 8601, to the microsecond, as history has them), or right after an operation. */
export type Moment = { readonly at: string } | { readonly operationId: string };

export interface PastProduct {
  readonly product: Product;
  /** field -> value that it had; what it had not is absent. Offers have a history of their own. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly differing: readonly DifferingField[];
}

export interface DifferingField {
  readonly field: string;
  readonly past: unknown;
  readonly present: unknown;
  /** Of a price that is not there any more. */
  readonly taxIncluded?: boolean;
}

interface LaterRow extends QueryResultRow {
  kind: string;
  changes: FieldChangeMap | null;
  exact: FieldChangeMap | null;
}

/**
 * A product as it was: its present values with every later change taken back.
 * @throws AppError `products.not_found`; `products.not_yet` where it was made later; `operations.not_found` for an
 *   operation that did not change it
 */
export async function productAsOf(db: Executor, id: string, moment: Moment): Promise<PastProduct> {
  const [product] = await readProducts(db, [id]);
  if (!product) throw noSuchProduct(id);
  const now = { ...productValues(product), ...(await scopedValues(db, id)), ...(await links(db, id)) };
  const then: Record<string, unknown> = { ...now };
  const taxes = new Map<string, boolean>();
  for (const { kind, changes, exact } of await laterRows(db, id, moment)) {
    if (kind === 'created')
      throw new AppError('products.not_yet', {
        message: `The product ${product.sku} was made later`,
        params: { id },
        status: 422,
      });
    for (const [name, [old]] of Object.entries(changes ?? {})) {
      if (offerFields.has(name.replace(/:.*/, ''))) continue;
      then[name] = old;
      const tax = (exact?.[name]?.[0] as [string, boolean] | null | undefined)?.[1];
      if (name.startsWith('price.') && typeof tax === 'boolean') taxes.set(name, tax);
    }
  }
  return {
    product,
    fields: Object.fromEntries(
      Object.entries(then).filter(([, value]) => value !== null && value !== undefined),
    ),
    differing: Object.keys(then)
      .filter((name) => !isDeepStrictEqual(then[name] ?? null, now[name as keyof typeof now] ?? null))
      .sort()
      .map((field) => ({
        field,
        past: then[field] ?? null,
        present: (now as Record<string, unknown>)[field] ?? null,
        ...(taxes.has(field) ? { taxIncluded: taxes.get(field)! } : {}),
      })),
  };
}

/** Newest first. Of one operation that wrote a product twice the whole is one. */
async function laterRows(db: Executor, id: string, moment: Moment): Promise<LaterRow[]> {
  const order = 'order by f.version desc, f.at desc';
  if ('at' in moment) {
    const { rows } = await db.query<LaterRow>(
      `select kind, changes, exact from field_changes f where product_id = $1 and at > $2::timestamptz ${order}`,
      [id, moment.at],
    );
    return rows;
  }
  const { rows } = await db.query<LaterRow & { change_set_id: string }>(
    `select kind, changes, exact, change_set_id from field_changes f where product_id = $1 ${order}`,
    [id],
  );
  const at = rows.findIndex((row) => row.change_set_id === moment.operationId);
  if (at >= 0) return rows.slice(0, at);
  throw new AppError('operations.not_found', {
    message: `The operation ${moment.operationId} did not change this product`,
    params: { id: moment.operationId },
  });
}

/** Values of other locales and of single channels, under their names. */
async function scopedValues(db: Executor, id: string): Promise<Record<string, unknown>> {
  const { rows } = await db.query<{ locale: string; channel: string; values: Record<string, unknown> }>(
    `select locale, channel, values from product_attributes where product_id = $1 and (locale <> '' or channel <> '')
     union all
     select locale, channel, jsonb_strip_nulls(jsonb_build_object('seo.slug', slug, 'seo.title', title, 'seo.description', description))
     from product_seo where product_id = $1 and (locale <> '' or channel <> '')`,
    [id],
  );
  return Object.fromEntries(
    rows.flatMap(({ locale, channel, values }) =>
      Object.entries(values).map(([code, value]) => [
        `${texts.has(code) || code.startsWith('seo.') ? code : `attribute.${code}`}${locale ? `@${locale}` : ''}${channel ? `/${channel}` : ''}`,
        value,
      ]),
    ),
  );
}

/** What it is made of and what it points at, as history tells them. */
async function links(db: Executor, id: string): Promise<Record<string, unknown>> {
  const related = Map.groupBy(await readRelated(db, id), ({ kind }) => kind);
  const shown = [...related].map(([kind, all]) => [
    `relation.${kind}`,
    all.map(({ productId, sku }) => ({ productId, sku })),
  ]);
  return { bundle: await readContents(db, id), ...Object.fromEntries(shown) };
}

const texts = new Set(['title', 'description', 'shortDescription']);
