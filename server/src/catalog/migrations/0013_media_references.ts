import { sql, type Kysely } from 'kysely';

/** Pictures that files and people name for products; the media themselves are in db_media. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table product_media_references (
      product_id uuid not null,
      name text not null,
      position integer not null,
      media_id uuid,
      constraint product_media_references_pkey primary key (product_id, name),
      constraint product_media_references_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create index product_media_references_media_id_idx on product_media_references (media_id) where media_id is not null;
    comment on column product_media_references.name is 'an address, or the name of a file that is handed in';
    comment on column product_media_references.position is 'from 1; the first one is the main picture';
    comment on column product_media_references.media_id is 'in db_media; null until it is recorded there'
  `.execute(db);
}
