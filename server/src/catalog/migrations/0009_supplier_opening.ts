import { sql, type Kysely } from 'kysely';

/** What is said once when a supplier is opened: how all of their files are read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table suppliers
      add column price_meaning text,
      add column match_keys text[],
      add column expected_hours integer,
      add column template_id uuid;
    alter table suppliers
      add constraint suppliers_price_meaning_check check (price_meaning in ('cost', 'sale')),
      add constraint suppliers_match_keys_check
        check (cardinality(match_keys) > 0 and match_keys <@ array['gtin', 'brandMpn', 'supplierReference', 'sku']),
      add constraint suppliers_expected_hours_check check (expected_hours > 0);
    comment on column suppliers.price_meaning is 'what a plain "price" is: what we pay (cost) or what the end customer pays (sale); null: it is guessed and said';
    comment on column suppliers.locale is 'language of the texts, null: the default one';
    comment on column suppliers.match_keys is 'by what rows find their products; null: by all of them';
    comment on column suppliers.expected_hours is 'a new file comes at least this often; what sources that say nothing are measured by';
    comment on column suppliers.template_id is 'mapping template of db_imports that reads their files'
  `.execute(db);
}
