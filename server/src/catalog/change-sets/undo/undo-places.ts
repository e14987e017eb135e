import { parseFieldName } from '../../fields/field-names.ts';
import { parsePriceField } from '../../prices/price-scope.ts';
import { targetOf } from '../definition.ts';

/** Beside the fields that files and people write: what a merge changes of an offer, and of a merged product. */
export const OFFER_PRODUCT = 'offerProduct';
export const MERGED_INTO = 'mergedInto';

/** Where the values of a field stand, for the statements of the undo; `a`, `b` and `c` name the place of its kind. */
export interface UndoPlace {
  readonly key: string;
  readonly kind:
    | 'text'
    | 'number'
    | 'brand'
    | 'family'
    | 'parent'
    | 'category'
    | 'images'
    | 'price'
    | 'stock'
    | 'value'
    | 'seo'
    | 'bundle'
    | 'relation'
    | 'code'
    | 'reference'
    | 'offerNumber'
    | 'offerInteger'
    | 'moved'
    | 'redirect';
  readonly a: string;
  readonly b: string;
  readonly c: string;
}

const numberColumns = new Set(['weight', 'length', 'width', 'height']);

/** The place of a field that change rows name. */
export function undoPlace(key: string): UndoPlace {
  const place = (kind: UndoPlace['kind'], a = '', b = '', c = ''): UndoPlace => ({ key, kind, a, b, c });
  if (key === OFFER_PRODUCT) return place('moved');
  if (key === MERGED_INTO) return place('redirect');
  // Codes of attributes that people wrote need not be names of our vocabulary.
  const attribute = /^attribute\.([^@/]*)$/s.exec(key)?.[1];
  if (attribute !== undefined) return place('value', attribute);
  if (key === 'bundle') return place('bundle');
  if (key.startsWith('relation.')) return place('relation', key.slice('relation.'.length));
  if (key.startsWith('seo.')) {
    const { part = '', locale, channel } = parseFieldName(key, { currency: 'XXX', locale: '' });
    return place('seo', part, locale, channel);
  }
  const price = parsePriceField(key);
  if (price) return place('price', price.type, price.currency, price.scope);
  // The key is canonical already: the defaults fill in nothing.
  const target = targetOf(parseFieldName(key, { currency: 'XXX', locale: '' }), 'XXX');
  switch (target.kind) {
    case 'product':
      return place(numberColumns.has(target.column) ? 'number' : 'text', target.column);
    case 'brand':
      return place('brand', 'brand_id');
    case 'family':
      return place('family', 'family_id');
    case 'parent':
      return place('parent', 'parent_id');
    case 'type':
      return place('text', 'type');
    case 'categories':
      return place('category');
    case 'images':
      return place('images');
    case 'price':
      return place('price', target.type, target.currency);
    case 'stock':
      return place('stock', target.location);
    case 'value':
      return place('value', target.code, target.locale, target.channel);
    case 'seo':
      return place('seo', target.part, target.locale, target.channel);
    case 'identifier':
      return place('code', target.identifier);
    case 'offer':
      if (target.column === 'supplier_reference') return place('reference', target.column);
      return place(
        ['lead_time_days', 'ended_at', 'currency'].includes(target.column) ? 'offerInteger' : 'offerNumber',
        target.column,
      );
  }
}
