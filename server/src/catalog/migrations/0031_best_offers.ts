import { sql, type Kysely } from 'kysely';

/** The best offer of each product, decided behind the imports by a consumer of their events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table best_offers (
      product_id uuid primary key,
      offer_id uuid not null,
      policy text not null,
      reason jsonb not null,
      decided_at timestamptz not null default now(),
      constraint best_offers_product_id_fkey foreign key (product_id) references products (id) not enforced,
      constraint best_offers_offer_id_fkey foreign key (offer_id) references supplier_products (id) not enforced
    );
    comment on table best_offers is 'follows the events: a product that is gone may still have a row for a moment';
    comment on column best_offers.reason is '{code, params}; unitCost is in the default currency of then, per unit of a pack';
    create table best_offer_basis (
      one boolean primary key default true check (one),
      basis text not null,
      decided_at timestamptz not null default now()
    );
    comment on table best_offer_basis is 'policy, currency, rates and suppliers that all products were last decided by'
  `.execute(db);
}
