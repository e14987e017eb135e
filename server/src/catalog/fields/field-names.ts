import { AppError } from '../../platform/errors.ts';

/** What cells of a field are; `value` is that of an attribute whose values are no texts, staged as JSON. */
export type FieldKind =
  | 'text'
  | 'code'
  | 'gtin'
  | 'decimal'
  | 'integer'
  | 'money'
  | 'quantity'
  | 'status'
  | 'list'
  | 'weight'
  | 'images'
  | 'type'
  | 'value'
  | 'unsupported';

/** A field of a product or of a supplier's offer: `name[.part][:CURRENCY][@locale][/channel]`. */
export interface FieldRef {
  /** Canonical text: currency of money given, default locale left out. */
  readonly name: string;
  readonly base: string;
  readonly part?: string;
  readonly currency?: string;
  readonly locale?: string;
  readonly channel?: string;
  readonly kind: FieldKind;
  /** Of a defined attribute: rows that were read before it was one are read anew. */
  readonly attributeType?: string;
}

export interface FieldDefaults {
  readonly currency: string;
  readonly locale: string;
}

interface FieldDefinition {
  readonly kind: FieldKind;
  readonly part?: 'required' | 'optional';
  readonly currency?: true;
  readonly scoped?: true;
}

/** Every field name of the vocabulary; `unsupported` ones are known, and their columns are listed as ignored. */
export const fieldDefinitions: Readonly<Record<string, FieldDefinition>> = {
  sku: { kind: 'code' },
  gtin: { kind: 'gtin' },
  asin: { kind: 'code' },
  mpn: { kind: 'code' },
  brand: { kind: 'text' },
  family: { kind: 'text' },
  category: { kind: 'list' },
  title: { kind: 'text', scoped: true },
  description: { kind: 'text', scoped: true },
  shortDescription: { kind: 'text', scoped: true },
  status: { kind: 'status' },
  weight: { kind: 'weight' },
  length: { kind: 'decimal' },
  width: { kind: 'decimal' },
  height: { kind: 'decimal' },
  taxClass: { kind: 'text' },
  familyVariant: { kind: 'code' },
  attribute: { kind: 'text', part: 'required', scoped: true },
  identifier: { kind: 'code', part: 'required' },
  price: { kind: 'money', part: 'optional', currency: true },
  stock: { kind: 'quantity', part: 'optional' },
  supplierReference: { kind: 'code' },
  cost: { kind: 'money', currency: true },
  offerStock: { kind: 'quantity' },
  leadTimeDays: { kind: 'integer' },
  minQuantity: { kind: 'quantity' },
  packQuantity: { kind: 'quantity' },
  offerEndedAt: { kind: 'unsupported' },
  offerCurrency: { kind: 'unsupported' },
  type: { kind: 'type' },
  parent: { kind: 'code' },
  image: { kind: 'images', part: 'optional' },
  seo: { kind: 'text', part: 'required', scoped: true },
};

const pattern =
  /^([A-Za-z]+)(?:\.([A-Za-z0-9_]{1,64}))?(?::([A-Za-z]{3}))?(?:@([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*))?(?:\/([a-z0-9_-]{1,64}))?$/;

/**
 * Reads a field name.
 * @throws AppError `fields.unknown_field` with the nearest names, or `fields.invalid` for a part it cannot have
 */
export function parseFieldName(text: string, defaults: FieldDefaults): FieldRef {
  const match = pattern.exec(text.trim());
  const base = match?.[1] ? canonicalBase(match[1]) : undefined;
  const definition = base ? fieldDefinitions[base] : undefined;
  if (!match || !base || !definition) throw unknownField(text);
  const [, , part, currency, locale, channel] = match;
  if (part && !definition.part) throw invalid(text, `${base} has no part ".${part}"`);
  if (!part && definition.part === 'required')
    throw invalid(text, `${base} needs a part, as in ${base}.color`);
  if (currency && !definition.currency) throw invalid(text, `${base} has no currency`);
  if ((locale || channel) && !definition.scoped) throw invalid(text, `${base} has no locale or channel`);
  return fieldRef({
    base,
    kind: cannotBeRead(base, part) ? 'unsupported' : definition.kind,
    part: base === 'price' ? (part ?? 'sale') : part,
    currency: definition.currency ? (currency ?? defaults.currency).toUpperCase() : undefined,
    locale: locale ? canonicalLocale(locale, defaults.locale) : undefined,
    channel,
  });
}

/** A slug is made and moved with care for those who know the old one (`seo/write-seo.ts`): no cell sets it. */
const cannotBeRead = (base: string, part: string | undefined): boolean =>
  (base === 'image' && part !== undefined) || (base === 'seo' && part !== 'title' && part !== 'description');

function fieldRef(parts: {
  base: string;
  kind: FieldKind;
  part: string | undefined;
  currency: string | undefined;
  locale: string | undefined;
  channel: string | undefined;
}): FieldRef {
  const { base, kind, part, currency, locale, channel } = parts;
  const name = `${base}${part ? `.${part}` : ''}${currency ? `:${currency}` : ''}${locale ? `@${locale}` : ''}${channel ? `/${channel}` : ''}`;
  return {
    name,
    base,
    kind,
    ...(part ? { part } : {}),
    ...(currency ? { currency } : {}),
    ...(locale ? { locale } : {}),
    ...(channel ? { channel } : {}),
  };
}

const canonicalBase = (text: string): string | undefined =>
  Object.keys(fieldDefinitions).find((name) => name.toLowerCase() === text.toLowerCase());

/** BCP 47 with a hyphen; the default locale is what a field without a locale means. */
function canonicalLocale(text: string, defaultLocale: string): string | undefined {
  const [language, ...rest] = text.replaceAll('_', '-').split('-');
  const locale = [
    language!.toLowerCase(),
    ...rest.map((tag) => (tag.length === 2 ? tag.toUpperCase() : tag)),
  ].join('-');
  return locale === defaultLocale ? undefined : locale;
}

function unknownField(text: string): AppError {
  const asked = text.toLowerCase().replace(/[^a-z].*$/, '');
  const near = Object.keys(fieldDefinitions)
    .map((name) => ({ name, distance: editDistance(asked, name.toLowerCase()) }))
    .filter(({ distance, name }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
  return new AppError('fields.unknown_field', {
    message: `There is no field "${text}".${near.length ? ` Did you mean ${near.join(' or ')}?` : ` Fields: ${Object.keys(fieldDefinitions).join(', ')}`}`,
    params: { field: text, near },
  });
}

function invalid(text: string, reason: string): AppError {
  return new AppError('fields.invalid', { message: `"${text}": ${reason}`, params: { field: text } });
}

/** Levenshtein distance, for "did you mean". */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(
        previous[j]! + 1,
        row[j - 1]! + 1,
        previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    previous = row;
  }
  return previous[b.length]!;
}
