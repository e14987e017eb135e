import { sql, type Kysely } from 'kysely';

/** What becomes of a supplier's offers that a full file of theirs no longer has. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table suppliers
      add column if not exists full_file boolean not null default false,
      add column if not exists missing_action text not null default 'ignore',
      add column if not exists archive_without_offers boolean not null default false;
    alter table suppliers add constraint suppliers_missing_action_check
      check (missing_action in ('ignore', 'stock_zero', 'end_offer'));
    comment on column suppliers.full_file is 'each file has all products of the supplier, so what is missing is no longer offered';
    alter table supplier_products add column ended_at timestamptz;
    comment on column supplier_products.ended_at is 'since when a full file of the supplier has not had it'
  `.execute(db);
}
