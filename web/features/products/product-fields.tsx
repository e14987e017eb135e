import { useFormatter, useTranslations } from 'use-intl';
import { shownValue } from '../../ui/shown-value';
import { usePriceType } from '../imports/use-names';
import { shownAmount } from './price';
import type { Product } from './product-types';

export function ProductFields({ product }: { product: Product }) {
  const t = useTranslations('products');
  const format = useFormatter();
  const priceType = usePriceType();
  const lines = (items: readonly string[]): string => items.join('\n');
  const rows: [string, string | null | undefined][] = [
    [t('brand'), product.brand?.name],
    ['MPN', product.mpn],
    ['ASIN', product.asin],
    [t('categories'), lines(product.categories.map(({ path }) => path))],
    [
      t('prices'),
      lines(
        product.prices.map(
          (price) =>
            `${priceType(price.type)}: ${shownAmount(price, format)} ${price.taxIncluded ? t('taxIncluded') : t('taxExcluded')}`,
        ),
      ),
    ],
    [t('stock'), lines(product.stocks.map(({ location, quantity }) => `${location}: ${quantity}`))],
    ...Object.entries(product.attributes).map(([code, value]): [string, string] => [code, shownValue(value)]),
  ];
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('fields')}</h2>
      <dl className="grid gap-x-6 gap-y-2 rounded-lg border border-border bg-card p-4 sm:grid-cols-[12rem_1fr]">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted-foreground">{name}</dt>
              <dd className="break-words whitespace-pre-line">{value}</dd>
            </div>
          ))}
      </dl>
      {product.description && <p className="max-w-3xl whitespace-pre-line">{product.description}</p>}
    </section>
  );
}
