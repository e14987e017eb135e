import { sql, type Kysely } from 'kysely';

/**
 * Prices of a channel, from a quantity on, or for a time, beside those that hold everywhere and always. They have a
 * table of their own: what an import writes, its key and its statements stay as they were, to the byte, and the
 * release before goes on writing `product_prices`. `all_prices` is both of them, for readers.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table scoped_prices (
      product_id uuid not null,
      type text not null,
      currency text not null,
      channel text not null default '',
      min_quantity numeric not null default 1,
      valid_from timestamptz,
      valid_to timestamptz,
      amount numeric not null,
      tax_included boolean not null,
      updated_at timestamptz not null default now(),
      constraint scoped_prices_key unique nulls not distinct
        (product_id, type, currency, channel, min_quantity, valid_from, valid_to),
      constraint scoped_prices_product_id_fkey foreign key (product_id) references products (id) not enforced,
      constraint scoped_prices_quantity_check check (min_quantity > 0),
      constraint scoped_prices_validity_check check (valid_from < valid_to),
      constraint scoped_prices_scope_check check (
        channel <> '' or min_quantity <> 1 or valid_from is not null or valid_to is not null)
    );
    comment on table scoped_prices is 'prices of a channel, from a quantity on, or for a time; the others stand in product_prices';
    comment on column scoped_prices.channel is 'empty: all channels';
    comment on column scoped_prices.valid_to is 'the first moment at which the price no longer counts';
    create view all_prices as
      select product_id, type, currency, '' as channel, 1::numeric as min_quantity,
        null::timestamptz as valid_from, null::timestamptz as valid_to, amount, tax_included, updated_at
      from product_prices
      union all
      select product_id, type, currency, channel, min_quantity, valid_from, valid_to, amount, tax_included, updated_at
      from scoped_prices
  `.execute(db);
}
