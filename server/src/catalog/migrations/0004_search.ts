import { sql, type Kysely } from 'kysely';

/** Search documents, kept off the products so that an import neither waits for them nor pays for unchanged rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Accents are folded only where a token can have one: on plain ASCII words it would cost a sixth of the parsing.
  await sql`
    create text search configuration pm_french (copy = french);
    alter text search configuration pm_french alter mapping for hword, hword_part, word with unaccent, french_stem;
    alter text search configuration pm_french alter mapping for numword, numhword, hword_numpart with unaccent, simple;
    create text search configuration pm_english (copy = english);
    alter text search configuration pm_english alter mapping for hword, hword_part, word with unaccent, english_stem;
    alter text search configuration pm_english alter mapping for numword, numhword, hword_numpart with unaccent, simple;
    create text search configuration pm_plain (copy = simple);
    alter text search configuration pm_plain
      alter mapping for hword, hword_part, word, numword, numhword, hword_numpart with unaccent, simple
  `.execute(db);

  // Descriptions have a table of their own: in one row with the names their later write would enter the names'
  // index a second time. 64 MB pending list: with the default of 4 MB a first import spends three times the CPU
  // on the index, without a list ten times.
  await sql`
    create table search_documents (
      product_id uuid not null,
      locale text not null default '',
      name_vector tsvector not null,
      constraint search_documents_pkey primary key (product_id, locale)
    );
    create index search_documents_name_idx on search_documents using gin (name_vector) with (gin_pending_list_limit = 65536);
    comment on column search_documents.name_vector is 'weights: A title, B brand, C categories and family, D attributes and MPN';
    create table search_descriptions (
      product_id uuid not null,
      locale text not null default '',
      vector tsvector not null,
      constraint search_descriptions_pkey primary key (product_id, locale)
    );
    create index search_descriptions_vector_idx on search_descriptions using gin (vector) with (gin_pending_list_limit = 65536);
    create table search_words (word text collate "C" constraint search_words_pkey primary key);
    create index search_words_trigram_idx on search_words using gin (word gin_trgm_ops);
    comment on table search_words is 'vocabulary of distinct words of names, for typing errors and beginnings; collated "C" so that its key finds beginnings'
  `.execute(db);

  // Only an index's owner may flush its pending list, which every search reads from end to end.
  await sql`
    create function flush_search_indexes() returns void language sql security definer set search_path = public, pg_temp as $$
      select gin_clean_pending_list('search_documents_name_idx'), gin_clean_pending_list('search_descriptions_vector_idx'),
        gin_clean_pending_list('search_words_trigram_idx')
    $$
  `.execute(db);
}
