import { sql, type Kysely } from 'kysely';

/** Where a product went that was merged into another one, and two more kinds of operations. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table product_redirects (
      product_id uuid primary key,
      survivor_id uuid not null,
      merged_at timestamptz not null default now(),
      constraint product_redirects_product_id_fkey foreign key (product_id) references products (id) not enforced,
      constraint product_redirects_survivor_id_fkey foreign key (survivor_id) references products (id) not enforced,
      constraint product_redirects_self_check check (product_id <> survivor_id)
    );
    create index product_redirects_survivor_id_idx on product_redirects (survivor_id);
    comment on table product_redirects is 'merged products; always the last one of a chain, so that a lookup is one step';
    create index match_decisions_product_id_idx on match_decisions (product_id) where product_id is not null
  `.execute(db);

  // Added to whatever kinds there are: other migrations add theirs.
  await sql`
    do $$
    declare kinds text;
    begin
      select pg_get_expr(conbin, conrelid) into strict kinds from pg_constraint
        where conrelid = 'change_sets'::regclass and conname = 'change_sets_kind_check';
      alter table change_sets drop constraint change_sets_kind_check;
      execute format('alter table change_sets add constraint change_sets_kind_check check ((%s) or kind in (''merge'', ''delete''))', kinds);
    end $$
  `.execute(db);
}
