import { AppError } from '../../platform/errors.ts';
import { isSeoPart, seoLimits } from '../seo/seo-parts.ts';
import { parseFieldName } from '../fields/field-names.ts';
import type { ProductPatch } from './edit-product.ts';

/** `values` of a PATCH: one field in one scope. */
export interface ValueEdit {
  readonly field: string;
  /** Null, or absent: the default locale. */
  readonly locale?: string | null;
  /** Null, or absent: every channel. */
  readonly channel?: string | null;
  readonly value: unknown;
}

/** The locales of the installation; the default one is what a value without a locale is in. */
export interface Locales {
  readonly defaultLocale: string;
  readonly locales: readonly string[];
}

/** A value beside the product's own: of another locale or of one channel. */
export interface ScopedValue {
  /** Of the vocabulary, with its scope: `title@en-GB/web`. */
  readonly name: string;
  readonly path: string;
  /** Without its scope: `title`, `attribute.color`. */
  readonly field: string;
  /** Under which the document of the scope has it. */
  readonly code: string;
  readonly locale: string;
  readonly channel: string;
  readonly value: unknown;
}

export interface SplitPatch {
  readonly patch: ProductPatch;
  readonly scoped: readonly ScopedValue[];
  /** Of all scopes: the own ones are '' and ''. */
  readonly seo: readonly ScopedValue[];
}

const longest: Readonly<Record<string, number>> = {
  title: 1_000,
  description: 100_000,
  shortDescription: 100_000,
};

/**
 * Parts an edit into what is the product's own, default locale and every channel, and what has a scope.
 * @throws AppError `products.scope` for a field that has no scopes, `products.value` for one that is no text
 */
export function splitPatch({ values = [], ...own }: ProductPatch, { defaultLocale }: Locales): SplitPatch {
  const patch: ProductPatch = { ...own };
  const scoped: ScopedValue[] = [];
  const seo = ownSeo(own.seo);
  for (const [index, edit] of values.entries()) {
    const value = scopedValue(edit, `values/${index}`, defaultLocale);
    if (value.field.startsWith('seo.')) seo.push(value);
    else if (value.locale !== '' || value.channel !== '') scoped.push(value);
    else if (value.field.startsWith('attribute.'))
      patch.attributes = { ...patch.attributes, [value.code]: value.value };
    else patch[value.field as 'title'] = value.value as string | null;
  }
  for (const given of [scoped, seo]) {
    const twice = given.find(({ name }, i) => given.findIndex((other) => other.name === name) !== i);
    if (twice) throw refused(twice.path, `"${twice.name}" is given twice`, { field: twice.name });
  }
  return { patch, scoped, seo };
}

/** `seo` of a PATCH, which is of the default locale and every channel; null takes all of it away. */
function ownSeo(given: ProductPatch['seo']): ScopedValue[] {
  if (given === undefined) return [];
  const parts = given ?? Object.fromEntries(Object.keys(seoLimits).map((part) => [part, null]));
  return Object.entries(parts).map(([part, value]) => ({
    name: `seo.${part}`,
    path: `seo/${part}`,
    field: `seo.${part}`,
    code: part,
    locale: '',
    channel: '',
    value,
  }));
}

function scopedValue(edit: ValueEdit, path: string, defaultLocale: string): ScopedValue {
  const { locale = null, channel = null, value } = edit;
  const name = `${edit.field}${locale ? `@${locale}` : ''}${channel ? `/${channel}` : ''}`;
  // The default currency has no part in it: fields with scopes have none.
  const ref = parseFieldName(name, { currency: 'XXX', locale: defaultLocale });
  const { base, part } = ref;
  const isSeo = base === 'seo' && isSeoPart(part);
  if (base !== 'attribute' && !isSeo && !Object.hasOwn(longest, base))
    throw new AppError('products.scope', {
      message: `"${edit.field}" has no values by locale or channel; ${Object.keys(longest).join(', ')}, seo.slug, seo.title, seo.description and attribute.<code> have`,
      params: { field: edit.field, locale, channel },
    });
  if (part !== undefined && !isSeo && !/^[a-z0-9_]{1,64}$/.test(part))
    throw refused(path, `"${part}" is no code of an attribute, which has a-z, 0-9 and _`, {
      field: ref.name,
    });
  const limit = isSeo ? seoLimits[part] : longest[base];
  if (limit !== undefined && value !== null) {
    if (typeof value !== 'string' || value.trim() === '')
      throw refused(path, `${ref.name} is no text; null takes it away`, { field: ref.name });
    if (value.length > limit)
      throw refused(path, `${ref.name} has more than ${limit} characters`, { field: ref.name, limit });
  }
  return {
    name: ref.name,
    path,
    field: part ? `${base}.${part}` : base,
    code: part ?? base,
    locale: ref.locale ?? '',
    channel: ref.channel ?? '',
    value,
  };
}

const refused = (path: string, message: string, params: Readonly<Record<string, unknown>>): AppError =>
  new AppError('products.value', { message: `${path}: ${message}`, params });

/** @throws AppError `products.scope` for a locale or a channel that nothing knows of */
export function requireKnownScopes(
  scoped: readonly ScopedValue[],
  known: { readonly channels: ReadonlySet<string>; readonly locales: ReadonlySet<string> },
  { locales }: Locales,
): void {
  for (const { path, field, locale, channel } of scoped) {
    if (locale !== '' && !known.locales.has(locale) && !locales.includes(locale))
      throw new AppError('products.scope', {
        message: `${path}: there is no locale ${locale}; choose ${locales.join(', ')} or one of a channel's`,
        params: { field, locale, allowed: locales },
      });
    if (channel !== '' && !known.channels.has(channel))
      throw new AppError('products.scope', {
        message: `${path}: there is no channel "${channel}"; POST /channels makes one`,
        params: { field, channel },
      });
  }
}
