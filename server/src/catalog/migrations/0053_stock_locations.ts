import { sql, type Kysely } from 'kysely';

/** Places where stocks lie: warehouses, shops, and those of suppliers, whose stocks are theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stock_locations (
      code text primary key,
      name text not null,
      supplier_id uuid,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint stock_locations_supplier_id_fkey foreign key (supplier_id) references suppliers (id) on delete set null
    );
    create index stock_locations_supplier_id_idx on stock_locations (supplier_id) where supplier_id is not null;
    comment on table stock_locations is 'a place that a file or a person names first is made with its code for a name';
    comment on column stock_locations.supplier_id is 'whose stock it is that lies there; null: our own';
    insert into stock_locations (code, name)
      select 'main', 'main' union select distinct location, location from product_stocks
  `.execute(db);
}
