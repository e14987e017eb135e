import { sql, type Kysely } from 'kysely';

/** Products made of other products. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table product_bundles (
      product_id uuid primary key,
      price_mode text not null default 'sum',
      constraint product_bundles_product_id_fkey foreign key (product_id) references products (id) not enforced,
      constraint product_bundles_price_mode_check check (price_mode in ('sum', 'own'))
    );
    comment on table product_bundles is 'one row per product of type bundle';
    comment on column product_bundles.price_mode is 'what it costs as a part of another bundle: the sum of its components, or its own price';
    create table product_bundle_items (
      bundle_id uuid not null,
      product_id uuid not null,
      quantity numeric not null,
      position integer not null,
      constraint product_bundle_items_pkey primary key (bundle_id, product_id),
      constraint product_bundle_items_bundle_id_fkey foreign key (bundle_id) references product_bundles (product_id) not enforced,
      constraint product_bundle_items_product_id_fkey foreign key (product_id) references products (id) not enforced,
      constraint product_bundle_items_quantity_check check (quantity > 0)
    );
    create index product_bundle_items_product_id_idx on product_bundle_items (product_id);
    comment on column product_bundle_items.product_id is 'the component'
  `.execute(db);
}
