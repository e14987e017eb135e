import type { BundleContents } from '../bundles/bundle.queries.ts';
import { parseFieldName } from '../fields/field-names.ts';
import { parsePriceField, priceFieldOf } from '../prices/price-scope.ts';
import type { PriceInput } from '../prices/replace-prices.ts';
import type { ProductPatch } from '../products/edit-product.ts';
import type { Product } from '../products/product.queries.ts';
import type { DifferingField } from './product-as-of.ts';

/** An edit that gives fields the values that they had, and the fields that no edit can write. */
export interface RestorePatch {
  readonly patch: ProductPatch;
  readonly left: readonly string[];
}

const plain = new Set(
  'sku gtin asin mpn title description shortDescription status weight length width height taxClass familyVariant brand family'.split(
    ' ',
  ),
);

/** Lists are replaced by an edit, so prices and stocks that did not differ are given with the others. */
export function restorePatch(
  product: Product,
  fields: readonly DifferingField[],
  defaultLocale: string,
): RestorePatch {
  const patch: ProductPatch = {};
  const left: string[] = [];
  const prices = new Map<string, PriceInput>(product.prices.map((price) => [priceFieldOf(price), price]));
  const stocks = new Map(product.stocks.map((stock) => [stock.location, stock.quantity]));
  for (const one of fields) {
    const { field, past } = one;
    const scope = /[@/]/.test(field.replace(/^attribute\.[^@/]*/, 'attribute'));
    if (!scope && plain.has(field)) patch[field as 'title'] = past as string | null;
    else if (field === 'bundle' || field.startsWith('relation.')) restoreLinks(patch, field, past);
    else if (!scope && field.startsWith('seo.'))
      patch.values = [...(patch.values ?? []), { field, value: past }];
    else if (field === 'category') patch.categories = past as string[] | null;
    else if (field.startsWith('price.')) {
      const place = parsePriceField(field);
      if (past === null || !place) prices.delete(field);
      else {
        const taxIncluded = one.taxIncluded ?? prices.get(field)?.taxIncluded ?? true;
        prices.set(field, { ...place, amount: String(past), taxIncluded });
      }
      patch.allPrices = [...prices.values()];
    } else if (/^stock(\.|$)/.test(field)) {
      const location = field === 'stock' ? 'main' : field.slice('stock.'.length);
      if (past === null) stocks.delete(location);
      else stocks.set(location, String(past));
      patch.stocks = [...stocks].map(([at, quantity]) => ({ location: at, quantity }));
    } else if (!scope && field.startsWith('attribute.'))
      patch.attributes = { ...patch.attributes, [field.slice('attribute.'.length)]: past };
    else if (scope) {
      const {
        base,
        part,
        locale = null,
        channel = null,
      } = parseFieldName(field, {
        currency: 'XXX',
        locale: defaultLocale,
      });
      const name = part ? `${base}.${part}` : base;
      patch.values = [...(patch.values ?? []), { field: name, locale, channel, value: past }];
    } else left.push(field);
  }
  return { patch, left };
}

/** History shows them as they are written, and their SKUs besides. */
function restoreLinks(patch: ProductPatch, field: string, past: unknown): void {
  if (field === 'bundle') {
    const { items, ...mode } = (past as BundleContents | null) ?? { items: [] };
    patch.bundle = { ...mode, items: items.map(({ productId, quantity }) => ({ productId, quantity })) };
    return;
  }
  const kind = field.slice('relation.'.length);
  const related = (past as { productId: string }[] | null) ?? [];
  patch.relations = {
    items: [...(patch.relations?.items ?? []), ...related.map(({ productId }) => ({ kind, productId }))],
    only: [...(patch.relations?.only ?? []), kind],
  };
}
