import { isDeepStrictEqual } from 'node:util';
import type { PoolClient } from 'pg';
import { checkValues, type GivenValue } from '../attributes/check-values.ts';
import { readKnownScopes } from '../attributes/value-definitions.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { FieldChangeMap } from '../tables.ts';
import { clearOutdated, markOutdated } from './outdated-translations.queries.ts';
import type { Executor, Product } from './product.queries.ts';
import { requireKnownScopes, type Locales, type ScopedValue, type SplitPatch } from './scoped-values.ts';

type Document = Record<string, unknown>;
const GLOBAL = { locale: '', channel: '' };

/**
 * Writes the product's own attributes, merged as RFC 7396 says (null clears one, or all of them), and the values of
 * its scopes, each replaced; adds what differs to the changes. A fixed number of statements, however many values.
 * @throws AppError `attributes.value` for what a definition refuses, `products.scope`
 * @returns whether a translation was saved that had been outdated
 */
export async function writeValues(
  client: PoolClient,
  product: Product,
  { patch: { attributes }, scoped, locales }: SplitPatch & { locales: Locales },
  changes: FieldChangeMap,
): Promise<boolean> {
  const db = client as unknown as Executor;
  const documents = scoped.length > 0 ? await readDocuments(db, product.id) : new Map<string, Document>();
  documents.set(keyOf(GLOBAL), product.attributes);
  if (scoped.length > 0) requireKnownScopes(scoped, await readKnownScopes(db, product.id), locales);
  const given = [...ownValues(product.attributes, attributes), ...scoped.map(ofScope)];
  const values = await checkValues(db, given.filter(isAttribute));
  let next = 0;
  const written = given.map((one) => (isAttribute(one) ? { ...one, value: values[next++] } : one));
  const touched = applyValues(documents, written, changes);
  await writeDocuments(db, product.id, touched);
  await markOutdated(db, product.id, sourcesOf(changes), scoped);
  return clearOutdated(db, product.id, scoped);
}

type Written = GivenValue & { readonly name: string };

const isAttribute = ({ name }: Written): boolean => name.startsWith('attribute.');
const keyOf = ({ locale, channel }: { locale: string; channel: string }): string => `${locale}/${channel}`;
const ofScope = ({ name, path, code, locale, channel, value }: ScopedValue): Written => ({
  name,
  path,
  code,
  locale,
  channel,
  value,
});

/** What the patch leaves of the attributes it names; null where it takes one away. */
function ownValues(present: Document, patch: Document | null | undefined): Written[] {
  if (patch === undefined) return [];
  const next = (patch === null ? {} : mergePatch(present, patch)) as Document;
  const codes = patch === null ? Object.keys(present) : Object.keys(patch);
  return codes.map((code) => ({
    ...GLOBAL,
    name: `attribute.${code}`,
    path: `attributes/${code}`,
    code,
    value: next[code] ?? null,
  }));
}

/** @returns the documents that differ now */
function applyValues(
  documents: Map<string, Document>,
  written: readonly Written[],
  changes: FieldChangeMap,
): { locale: string; channel: string; values: Document }[] {
  const touched = new Map<string, { locale: string; channel: string; values: Document }>();
  for (const { name, code, locale, channel, value } of written) {
    const key = keyOf({ locale, channel });
    const document = touched.get(key)?.values ?? documents.get(key) ?? {};
    const old = document[code] ?? null;
    if (isDeepStrictEqual(old, value)) continue;
    changes[name] = [old, value];
    const { [code]: _, ...others } = document;
    touched.set(key, { locale, channel, values: value === null ? others : { ...others, [code]: value } });
  }
  return [...touched.values()];
}

async function readDocuments(db: Executor, productId: string): Promise<Map<string, Document>> {
  const { rows } = await db.query<{ locale: string; channel: string; values: Document }>(
    'select locale, channel, values from product_attributes where product_id = $1',
    [productId],
  );
  return new Map(rows.map((row) => [keyOf(row), row.values]));
}

/** A document of a scope that is left empty goes. */
async function writeDocuments(
  db: Executor,
  productId: string,
  documents: readonly { locale: string; channel: string; values: Document }[],
): Promise<void> {
  if (documents.length === 0) return;
  await db.query(
    `with given as (
       select locale, channel, "values" from jsonb_to_recordset($2::jsonb) as g(locale text, channel text, "values" jsonb)),
     emptied as (
       delete from product_attributes x using given g
       where x.product_id = $1 and x.locale = g.locale and x.channel = g.channel and g."values" = '{}')
     insert into product_attributes (product_id, locale, channel, values)
     select $1, locale, channel, "values" from given where "values" <> '{}'
     on conflict (product_id, locale, channel) do update set values = excluded.values`,
    [productId, JSON.stringify(documents)],
  );
}

/** Fields of the default locale that changed, each with its channel. */
function sourcesOf(changes: FieldChangeMap): { field: string; channel: string }[] {
  const sources = Object.keys(changes).map((name) =>
    /^(title|description|shortDescription|attribute\.[^@/]+)(?:\/(.+))?$/.exec(name),
  );
  return sources.flatMap((match) => (match ? [{ field: match[1]!, channel: match[2] ?? '' }] : []));
}
