import type { Generated } from 'kysely';

export interface ProductSeoTable {
  product_id: string;
  locale: Generated<string>;
  channel: Generated<string>;
  slug: string | null;
  title: string | null;
  description: string | null;
}

export interface SlugRedirectsTable {
  product_id: string;
  locale: Generated<string>;
  channel: Generated<string>;
  slug: string;
  created_at: Generated<Date>;
}
