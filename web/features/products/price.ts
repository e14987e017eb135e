import type { useFormatter } from 'use-intl';
import type { Price, Product } from './product-types';

export const salePrice = (product: Product): Price | undefined =>
  product.prices.find(({ type }) => type === 'sale') ?? product.prices[0];

/** Amounts are decimal strings; `Intl` reads them digit by digit, so none passes through a float. */
export const shownAmount = (
  { amount, currency }: { amount: string; currency: string },
  format: ReturnType<typeof useFormatter>,
): string => format.number(amount as unknown as number, { style: 'currency', currency });
