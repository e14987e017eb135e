import { readProductText, type Executor, type Product } from './product.queries.ts';
import { noSuchProduct } from './no-such-product.ts';

/** As which locale and for which channel a product is read; '' is the default locale, and every channel. */
export interface ReadScope {
  readonly locale: string;
  readonly channel: string;
}

interface ScopeDocument extends ReadScope {
  readonly values: Readonly<Record<string, unknown>>;
}

interface Fallback {
  readonly locale: string | null;
  readonly channel: string | null;
}

interface LocalisedProduct extends Omit<Product, 'seo'> {
  readonly seo: Readonly<Record<string, unknown>>;
  readonly fallbacks: Readonly<Record<string, Fallback>>;
}

const translated = new Set(['title', 'description', 'shortDescription']);

/**
 * A product as a channel shows it in a locale: each value from locale and channel, else the locale, else the channel,
 * else the product's own, which is in the default locale. `fallbacks` names the scope of each value that is not of
 * the one asked for.
 * @throws AppError `products.not_found`
 */
export async function readLocalised(
  db: Executor,
  id: string,
  scope: ReadScope,
): Promise<{ product: LocalisedProduct; version: number }> {
  const { product, documents } = await readWithDocuments(db, id, scope);
  const places = [scope, { ...scope, channel: '' }, { ...scope, locale: '' }].filter(
    (place, i, all) => isScoped(place) && all.findIndex((other) => samePlace(other, place)) === i,
  );
  const own = Object.entries(product.attributes).map(
    ([code, value]) => [`attribute.${code}`, value] as const,
  );
  const values = new Map<string, { value: unknown; from: ReadScope }>(
    own.map(([field, value]) => [field, { value, from: everywhere }]),
  );
  for (const field of translated)
    values.set(field, { value: product[field as keyof Product], from: everywhere });
  for (const [part, value] of Object.entries(product.seo))
    values.set(`seo.${part}`, { value, from: everywhere });
  // The nearest scope is laid on last.
  for (const place of places.toReversed())
    for (const document of documents.filter((one) => samePlace(one, place)))
      for (const [code, value] of Object.entries(document.values))
        values.set(fieldOf(code), { value, from: place });
  const attributes: Record<string, unknown> = {};
  const texts: Record<string, unknown> = {};
  const seo: Record<string, unknown> = {};
  const fallbacks: Record<string, Fallback> = {};
  for (const [field, { value, from }] of values) {
    if (translated.has(field)) texts[field] = value;
    else if (isSeo(field)) seo[field.slice('seo.'.length)] = value;
    else attributes[field.slice('attribute.'.length)] = value;
    if (value !== null && !samePlace(from, scope))
      fallbacks[field] = { locale: from.locale || null, channel: from.channel || null };
  }
  return { product: { ...product, ...texts, attributes, seo, fallbacks }, version: product.version };
}

const everywhere: ReadScope = { locale: '', channel: '' };
const isScoped = ({ locale, channel }: ReadScope): boolean => locale !== '' || channel !== '';
const samePlace = (a: ReadScope, b: ReadScope): boolean => a.locale === b.locale && a.channel === b.channel;
/** No code of an attribute has a point in it. */
const isSeo = (code: string): boolean => code.startsWith('seo.');
const fieldOf = (code: string): string => (translated.has(code) || isSeo(code) ? code : `attribute.${code}`);

/** Two statements, whatever the product has; only the documents of the scopes that are asked for are read. */
async function readWithDocuments(
  db: Executor,
  id: string,
  { locale, channel }: ReadScope,
): Promise<{ product: Product; documents: ScopeDocument[] }> {
  const found = await readProductText(db, id);
  if (!found) throw noSuchProduct(id);
  const { rows } = await db.query<ScopeDocument & Record<string, unknown>>(
    `select locale, channel, values from product_attributes
     where product_id = $1 and locale in ($2, '') and channel in ($3, '') and (locale, channel) <> ('', '')
     union all
     select locale, channel, jsonb_strip_nulls(jsonb_build_object('seo.slug', slug, 'seo.title', title, 'seo.description', description))
     from product_seo where product_id = $1 and locale in ($2, '') and channel in ($3, '') and (locale, channel) <> ('', '')`,
    [id, locale, channel],
  );
  return { product: JSON.parse(found.body) as Product, documents: rows };
}

export interface SourcedValue {
  readonly field: string;
  readonly locale: string | null;
  readonly channel: string | null;
  readonly value: unknown;
  /** `user`, `own` or the id of a supplier. */
  readonly source: string;
}

/** Every value of every scope with who set it. */
export async function listValues(db: Executor, id: string): Promise<SourcedValue[]> {
  const { rows } = await db.query<SourcedValue & Record<string, unknown>>(
    `with own as (select p.*, coalesce(s.owners, '{}') as owners from products p left join field_sources s on s.product_id = p.id where p.id = $1),
     valued as (
       select t.field, '' as locale, '' as channel, to_jsonb(t.text) as value
       from own cross join lateral (values ('title', own.title), ('description', own.description), ('shortDescription', own.short_description)) as t(field, text)
       where t.text is not null
       union all
       select case when a.locale || a.channel <> '' and v.key in ('title', 'description', 'shortDescription') then v.key else 'attribute.' || v.key end,
         a.locale, a.channel, v.value
       from product_attributes a cross join lateral jsonb_each(a.values) v where a.product_id = $1
       union all
       select 'seo.' || t.part, s.locale, s.channel, to_jsonb(t.text)
       from product_seo s cross join lateral (values ('slug', s.slug), ('title', s.title), ('description', s.description)) as t(part, text)
       where s.product_id = $1 and t.text is not null)
     select v.field, nullif(v.locale, '') as locale, nullif(v.channel, '') as channel, v.value,
       coalesce(own.owners ->> (v.field || case when v.locale <> '' then '@' || v.locale else '' end || case when v.channel <> '' then '/' || v.channel else '' end),
         own.owner) as source
     from valued v cross join own order by v.field, v.locale, v.channel`,
    [id],
  );
  return rows;
}
