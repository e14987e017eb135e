import { sql, type Kysely } from 'kysely';

/** Rules that make prices, and their runs as operations. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table price_rules (
      id uuid primary key default uuidv7(),
      name text not null,
      priority integer not null,
      active boolean not null default true,
      basis text not null,
      basis_type text,
      basis_currency text,
      method text not null,
      value numeric not null,
      minimum_margin numeric,
      tax_percent numeric,
      rounding text not null default 'none',
      target_type text not null,
      target_currency text not null,
      scope jsonb not null default '{}',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint price_rules_basis_check check (
        basis = 'best_offer_cost' and basis_type is null or basis = 'price' and basis_type is not null and basis_currency is not null),
      constraint price_rules_method_check check (method in ('markup', 'margin', 'fixed')),
      constraint price_rules_margin_check check (method <> 'margin' or value < 100),
      constraint price_rules_minimum_margin_check check (minimum_margin < 100),
      constraint price_rules_rounding_check check (rounding in ('none', 'whole', '.99', '.95', '.90'))
    );
    comment on column price_rules.priority is 'lower first; the first rule that matches a product makes its price of the target';
    comment on column price_rules.value is 'per cent of the basis (markup), per cent of the price (margin), or an amount in the target currency (fixed)';
    comment on column price_rules.minimum_margin is 'per cent of the price without tax';
    comment on column price_rules.tax_percent is 'added to the price; null: the price is without tax';
    comment on column price_rules.scope is '{supplierIds, brandIds, categoryIds, productIds}: one of each list that is there; empty: every product';
    alter table change_sets drop constraint change_sets_kind_check;
    alter table change_sets add constraint change_sets_kind_check
      check (kind in ('import', 'edit', 'bulk', 'upsert', 'undo', 'price_rule'))
  `.execute(db);
}
