import { sql, type Kysely } from 'kysely';

/** Search documents, kept off the products so that an import neither waits for them nor pays for unchanged rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create text search configuration pm_french (copy = french);
    alter text search configuration pm_french
      alter mapping for hword, hword_part, word, asciiword, asciihword, hword_asciipart with unaccent, french_stem;
    create text search configuration pm_english (copy = english);
    alter text search configuration pm_english
      alter mapping for hword, hword_part, word, asciiword, asciihword, hword_asciipart with unaccent, english_stem;
    create text search configuration pm_plain (copy = simple);
    alter text search configuration pm_plain
      alter mapping for hword, hword_part, word, asciiword, asciihword, hword_asciipart with unaccent, simple;

    create table search_documents (
      product_id uuid not null,
      locale text not null default '',
      name_vector tsvector not null,
      description_vector tsvector,
      constraint search_documents_pkey primary key (product_id, locale)
    );
    create index search_documents_name_idx on search_documents using gin (name_vector) with (gin_pending_list_limit = 65536);
    create index search_documents_description_idx on search_documents using gin (description_vector) with (gin_pending_list_limit = 65536);
    create table search_words (word text primary key);
    create index search_words_trigram_idx on search_words using gin (word gin_trgm_ops);
    comment on table search_words is 'vocabulary of distinct title and brand words, for typing errors'
  `.execute(db);
}
