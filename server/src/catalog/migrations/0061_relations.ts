import { sql, type Kysely } from 'kysely';

/** Products that others point at: accessories, replacements and the like. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table product_relations (
      product_id uuid not null,
      kind text not null,
      related_id uuid not null,
      position integer not null,
      constraint product_relations_pkey primary key (product_id, kind, related_id),
      constraint product_relations_product_id_fkey foreign key (product_id) references products (id) not enforced,
      constraint product_relations_related_id_fkey foreign key (related_id) references products (id) not enforced,
      constraint product_relations_other_check check (product_id <> related_id)
    );
    create index product_relations_related_id_idx on product_relations (related_id);
    comment on column product_relations.kind is 'cross_sell, up_sell, accessory, replacement, similar or a code of one''s own'
  `.execute(db);
}
