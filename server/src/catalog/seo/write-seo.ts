import type { PoolClient } from 'pg';
import { readKnownScopes } from '../attributes/value-definitions.queries.ts';
import { AppError } from '../../platform/errors.ts';
import type { Executor, Product } from '../products/product.queries.ts';
import { requireKnownScopes, type Locales, type SplitPatch } from '../products/scoped-values.ts';
import type { FieldChangeMap } from '../tables.ts';
import {
  findHolder,
  keepRedirects,
  listTaken,
  lockStems,
  readSeo,
  readTitles,
  writeRows,
  type SeoRow,
  type SeoScope,
  type SeoTexts,
} from './seo.queries.ts';
import { seoParts } from './seo-parts.ts';
import { isSlug, slugOf, stemOf } from './slug.ts';

/** One scope of a list that replaces the old one. Without a slug it keeps the one it has, else one is made. */
export interface SeoGiven extends SeoScope {
  readonly slug?: string | null;
  readonly title?: string | null;
  readonly description?: string | null;
}

interface Wanted extends SeoScope, Omit<SeoTexts, 'slug'> {
  /** undefined: to be made of the title. */
  readonly slug: string | null | undefined;
}

const keyOf = ({ locale, channel }: SeoScope): string => `${locale}/${channel}`;
const nothing: SeoTexts = { slug: null, title: null, description: null };
const nameOf = (part: string, { locale, channel }: SeoScope): string =>
  `seo.${part}${locale ? `@${locale}` : ''}${channel ? `/${channel}` : ''}`;

/**
 * Writes what an edit says of the product's SEO, each part of each scope a change of its own; behind the titles, as
 * slugs are made of them. A slug that is left goes on leading to the product.
 * @throws AppError `products.slug` for what is no slug, `products.conflict` for another product's, `products.scope`
 */
export async function writeSeo(
  client: PoolClient,
  product: Product,
  edit: SplitPatch & { readonly locales: Locales; readonly makesSlug: boolean },
  changes: FieldChangeMap,
): Promise<void> {
  const { seo, patch, makesSlug } = edit;
  if (seo.length === 0 && patch.seoScopes === undefined && !makesSlug) return;
  await requireScopes(client, product.id, edit);
  const before = new Map((await readSeo(client, product.id)).map((row) => [keyOf(row), row]));
  const wanted = wantedOf(before, edit);
  const slugs = await settleSlugs(client, product.id, wanted, edit.locales.defaultLocale);
  const rows = [...wanted].map(([key, one]): SeoRow => ({ ...one, slug: slugs.get(key) ?? null }));
  const touched = rows.filter((row) => noteChanges(before.get(keyOf(row)), row, changes));
  if (touched.length === 0) return;
  await writeRows(client, product.id, touched);
  const moved = touched
    .map(({ locale, channel, slug }) => ({
      locale,
      channel,
      old: before.get(keyOf({ locale, channel }))?.slug ?? null,
      new: slug,
    }))
    .filter((one) => one.old !== one.new);
  if (moved.length > 0) await keepRedirects(client, product.id, moved);
}

async function requireScopes(
  client: PoolClient,
  productId: string,
  { seo, patch, locales }: SplitPatch & { readonly locales: Locales },
): Promise<void> {
  const given = (patch.seoScopes ?? []).map(({ locale, channel }, index) => ({
    name: 'seo',
    path: `items/${index}`,
    field: 'seo',
    code: 'seo',
    locale,
    channel,
    value: null,
  }));
  const scoped = [...seo, ...given].filter(({ locale, channel }) => locale !== '' || channel !== '');
  if (scoped.length > 0)
    requireKnownScopes(scoped, await readKnownScopes(client as unknown as Executor, productId), locales);
}

/** Every scope of which the edit says something, as it is to be. */
function wantedOf(
  before: ReadonlyMap<string, SeoRow>,
  { seo, patch, makesSlug }: SplitPatch & { readonly makesSlug: boolean },
): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  if (patch.seoScopes) {
    for (const [key, { locale, channel }] of before) wanted.set(key, { locale, channel, ...nothing });
    for (const given of patch.seoScopes) {
      const { locale, channel, slug, title = null, description = null } = given;
      const kept = before.get(keyOf(given))?.slug ?? undefined;
      wanted.set(keyOf(given), {
        locale,
        channel,
        slug: slug === undefined ? kept : slug,
        title,
        description,
      });
    }
  }
  for (const { locale, channel, code, value } of seo) {
    const key = keyOf({ locale, channel });
    const present = wanted.get(key) ?? { ...nothing, ...before.get(key), locale, channel };
    wanted.set(key, { ...present, [code]: value });
  }
  const own = wanted.get('/') ?? { locale: '', channel: '', ...nothing };
  if (makesSlug && own.slug === null && !seo.some(({ name }) => name === 'seo.slug'))
    wanted.set('/', { ...own, slug: undefined });
  return wanted;
}

/** The slug of each scope: given ones as they are, where nobody else has them, and the others made. */
async function settleSlugs(
  client: PoolClient,
  productId: string,
  wanted: ReadonlyMap<string, Wanted>,
  defaultLocale: string,
): Promise<Map<string, string | null>> {
  const settled = new Map<string, string | null>();
  const given = [...wanted.values()].flatMap((one) => (one.slug ? [{ ...one, slug: one.slug }] : []));
  for (const { slug, locale } of given) if (!isSlug(slug)) throw noSlug(slug, locale || defaultLocale);
  const open = [...wanted.values()].filter(({ slug }) => slug === undefined);
  const bases = open.length > 0 ? await basesOf(client, productId, open, defaultLocale) : [];
  await lockStems(client, [...given.map(({ slug }) => slug), ...bases].map(stemOf));
  if (given.length > 0) await requireFree(client, productId, given);
  for (const [key, { slug }] of wanted) if (slug !== undefined) settled.set(key, slug);
  for (const [index, scope] of open.entries())
    settled.set(keyOf(scope), await freeSlug(client, productId, scope, bases[index]!));
  return settled;
}

/** Of the title that the scope shows, else of the SKU, else of the id, which always has letters. */
async function basesOf(
  client: PoolClient,
  productId: string,
  scopes: readonly SeoScope[],
  defaultLocale: string,
): Promise<string[]> {
  const { sku, titles } = await readTitles(client, productId);
  return scopes.map(({ locale, channel }) => {
    const places = [
      { locale, channel },
      { locale, channel: '' },
      { locale: '', channel },
      { locale: '', channel: '' },
    ];
    const title = places
      .map((place) => titles.find((one) => keyOf(one) === keyOf(place)))
      .find(Boolean)?.title;
    const named = locale || defaultLocale;
    return slugOf(title ?? '', named) || slugOf(sku, named) || productId;
  });
}

/** Numbers tried at once: nearly every title is free among the first; of a title of thousands the rest is asked at once. */
const TRIED = [1, 20, 400, 8_000, 160_000];

async function freeSlug(
  client: PoolClient,
  productId: string,
  scope: SeoScope,
  base: string,
): Promise<string> {
  for (const [index, last] of TRIED.entries()) {
    const first = (TRIED[index - 1] ?? 0) + 1;
    const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const tried = numbers.map((number) => (number === 1 ? base : `${base}-${number}`));
    const taken = await listTaken(client, productId, scope, tried);
    const free = tried.find((slug) => !taken.has(slug));
    if (free !== undefined) return free;
  }
  return `${base}-${productId}`;
}

async function requireFree(
  client: PoolClient,
  productId: string,
  given: readonly (SeoScope & { readonly slug: string })[],
): Promise<void> {
  const holder = await findHolder(
    client,
    productId,
    given.map(({ locale, channel, slug }) => ({ locale, channel, slug })),
  );
  if (!holder) return;
  const { slug, sku } = holder;
  const suggestion = await freeSlug(client, productId, holder, slug);
  throw new AppError('products.conflict', {
    message: `The product ${sku} has the slug "${slug}" already; "${suggestion}" is free`,
    params: { field: nameOf('slug', holder), value: slug, productId: holder.productId, sku, suggestion },
  });
}

function noSlug(value: string, locale: string): AppError {
  const suggestion = slugOf(value, locale);
  return new AppError('products.slug', {
    message: `"${value}" is no slug, which has words of a-z and 0-9 with a dash between them${suggestion ? `; take "${suggestion}"` : ''}`,
    params: { field: 'seo.slug', value, suggestion: suggestion || null },
  });
}

/** @returns whether the row differs from what there was */
function noteChanges(old: SeoRow | undefined, row: SeoRow, changes: FieldChangeMap): boolean {
  const differing = seoParts.filter((part) => (old?.[part] ?? null) !== row[part]);
  for (const part of differing) changes[nameOf(part, row)] = [old?.[part] ?? null, row[part]];
  return differing.length > 0;
}
