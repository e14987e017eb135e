import { sql, type Kysely } from 'kysely';

/** A rule may take each product's tax from its class and a country, instead of one rate for all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table price_rules
      add column tax_country text,
      add constraint price_rules_tax_check check (tax_country is null or tax_percent is null);
    comment on column price_rules.tax_country is 'the price has the tax of the product in this country'
  `.execute(db);
}
