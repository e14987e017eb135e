import type { Schemas } from '../../api/client';

export type Product = Schemas['Product'];
export type Price = Schemas['Price'];
export type HistoryEntry = Schemas['HistoryEntry'];

/** Its own title, else its model's with its number, which tells variants apart. */
export const titleOf = ({ title, inherited, sku }: Pick<Product, 'title' | 'inherited' | 'sku'>): string =>
  title ?? (inherited?.title ? `${inherited.title} · ${sku}` : sku);
