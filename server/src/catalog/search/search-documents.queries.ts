import type { PoolClient } from 'pg';
import { literal } from '../change-sets/field-sql.ts';
import type { EventRow } from '../../platform/events/event-reader.ts';
import { WRITER_LOCK } from '../change-sets/writer-lock.ts';
import { DEFINITION_EVENT, type DefinitionEventPayload } from '../definitions/definition-event.queries.ts';

/** Fields whose change makes a product's name document old; a scoped one too, as in `title@en-GB`. */
const nameFields = '^(title|brand|category|family|mpn|attribute)([.@/]|$)';
const descriptionFields = '^(description|shortDescription)([@/]|$)';

export type DocumentKind = 'names' | 'descriptions';

/**
 * Products whose document some events made old, in order of creation: neighbours of a file share descriptions.
 * A change of price or stock makes none old; archiving and taking back from the archive makes both.
 */
export async function listTouched(
  client: PoolClient,
  kind: DocumentKind,
  events: readonly { change_set_id: string; batch: number }[],
): Promise<string[]> {
  const fields = literal(kind === 'names' ? nameFields : descriptionFields);
  const { rows } = await client.query<{ id: string }>(
    `select distinct f.product_id as id
     from unnest($1::uuid[], $2::int[]) as e(change_set_id, batch)
     join field_changes f on f.change_set_id = e.change_set_id and f.batch = e.batch
     where f.kind <> 'updated' or f.changes -> 'status' ? 'archived'
       or exists (select from jsonb_object_keys(f.changes) as k where k ~ ${fields})
     order by id`,
    [events.map((event) => event.change_set_id), events.map((event) => event.batch)],
  );
  return rows.map((row) => row.id);
}

/** Products that are found by the name of a brand or category that some events changed. */
export async function listRenamed(client: PoolClient, events: readonly EventRow[]): Promise<string[]> {
  const renamed = (entity: string): string[] =>
    events
      .filter(({ name }) => name === DEFINITION_EVENT)
      .map(({ payload }) => payload as unknown as DefinitionEventPayload)
      .filter(({ action, entity: changed }) => changed === entity && action === 'updated')
      .filter(({ after }) => after !== null && ('name' in after || 'path' in after))
      .map(({ id }) => id);
  const [categories, brands] = [renamed('category'), renamed('brand')];
  if (categories.length + brands.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `select pc.product_id as id from categories top join categories c on c.path <@ top.path
       join product_categories pc on pc.category_id = c.id where top.id = any($1::uuid[])
     union select id from products where brand_id = any($2::uuid[]) order by id`,
    [categories, brands],
  );
  return rows.map((row) => row.id);
}

/** The parser takes `a/b` for the path of a file and `KDL-32` for a negative number, and would find neither half. */
export const words = (text: string): string => `translate(${text}, '/\\-', '   ')`;
const vector = (text: string): string =>
  `to_tsvector('pm_french', ${text}) || to_tsvector('pm_english', ${text})`;

/**
 * Writes the name documents of products as they are now. French and English stems stand side by side, so that a
 * query in either language finds a name. Brands, categories and attributes repeat within a batch: each distinct
 * text is parsed once, which halves the work of a file.
 */
export async function writeNames(client: PoolClient, ids: readonly string[]): Promise<void> {
  await client.query(
    `with named as materialized (
       select p.id, ${words(`concat_ws(' . ', p.title, x.titles)`)} as title, ${words('b.name')} as brand,
         ${words(`concat_ws(' . ', c.names, f.code)`)} as context, ${words(`concat_ws(' . ', p.mpn, x.texts)`)} as extra
       from unnest($1::uuid[]) as i(id) join products p on p.id = i.id and p.status <> 'archived'
       left join brands b on b.id = p.brand_id
       left join families f on f.id = p.family_id
       left join lateral (
         select string_agg(k.full_path, ' . ' order by k.full_path) as names
         from product_categories pc join categories k on k.id = pc.category_id where pc.product_id = p.id
       ) c on true
       left join lateral (
         select string_agg(v.value, ' . ') filter (where v.key = 'title') as titles,
           string_agg(v.value, ' . ') filter (where v.key not in ('title', 'description', 'shortDescription') and length(v.value) <= 40) as texts
         from product_attributes a cross join lateral jsonb_each_text(a.values) v where a.product_id = p.id
       ) x on true),
     texts as materialized (
       select text, ${vector('text')} as vector
       from (select brand as text from named union select context from named union select extra from named) t where text <> '')
     insert into search_documents (product_id, locale, name_vector)
     select n.id, '', setweight(${vector('n.title')}, 'A') || setweight(coalesce(b.vector, ''), 'B')
       || setweight(coalesce(c.vector, ''), 'C') || setweight(coalesce(x.vector, ''), 'D')
     from named n left join texts b on b.text = n.brand left join texts c on c.text = n.context left join texts x on x.text = n.extra
     on conflict (product_id, locale) do update set name_vector = excluded.name_vector
     where search_documents.name_vector is distinct from excluded.name_vector`,
    [ids],
  );
}

/**
 * Adds the words of names to the vocabulary, in order so that two writers never wait for each other in a circle.
 * Words with a digit are left out: they are right or wrong, and they would be most of the vocabulary.
 */
export async function writeWords(client: PoolClient, ids: readonly string[]): Promise<void> {
  await client.query(
    `with texts as (
       select p.title as text from products p where p.id = any($1::uuid[])
       union select b.name from brands b where b.id in (select brand_id from products where id = any($1::uuid[]))
       union select k.full_path from categories k where k.id in (select category_id from product_categories where product_id = any($1::uuid[])))
     insert into search_words (word)
     select word from (
       select distinct regexp_split_to_table(lower(unaccent(text)), '[^[:alnum:]]+') collate "C" as word from texts) w
     where length(word) between 3 and 40 and word !~ '[0-9]' and not exists (select from search_words s where s.word = w.word)
     order by word on conflict do nothing`,
    [ids],
  );
}

/**
 * Writes the description documents of products as they are now, in one language: the parser is nine tenths of the
 * cost. Variants that share a description are parsed once.
 */
export async function writeDescriptions(
  client: PoolClient,
  ids: readonly string[],
  config: 'pm_french' | 'pm_english',
): Promise<void> {
  await client.query(
    `with described as materialized (
       select p.id, ${words(`concat_ws(' . ', p.short_description, p.description, x.texts)`)} as text
       from unnest($1::uuid[]) as i(id) join products p on p.id = i.id and p.status <> 'archived'
       left join lateral (
         select string_agg(v.value, ' . ') as texts
         from product_attributes a cross join lateral jsonb_each_text(a.values) v
         where a.product_id = p.id and v.key in ('description', 'shortDescription')
       ) x on true),
     texts as materialized (
       select text, to_tsvector('${config}', text) as vector from (select distinct text from described where text <> '') t),
     gone as (
       delete from search_descriptions d using described n where d.product_id = n.id and n.text = '')
     insert into search_descriptions (product_id, locale, vector)
     select n.id, '', t.vector from described n join texts t on t.text = n.text
     on conflict (product_id, locale) do update set vector = excluded.vector
     where search_descriptions.vector is distinct from excluded.vector`,
    [ids],
  );
}

/** Archived and deleted products are not searched. */
export async function removeDocuments(
  client: PoolClient,
  kind: DocumentKind,
  ids: readonly string[],
): Promise<void> {
  await client.query(
    `delete from ${kind === 'names' ? 'search_documents' : 'search_descriptions'} d using unnest($1::uuid[]) as i(id)
     where d.product_id = i.id and not exists (select from products p where p.id = i.id and p.status <> 'archived')`,
    [ids],
  );
}

/** A search reads an index's pending list from end to end: after a bulk load it is merged at once. */
export async function settleIndexes(client: PoolClient): Promise<void> {
  await client.query('select flush_search_indexes()');
}

/** True while a change set is planned or applied: then the processor is the import's. */
export async function isCatalogueWritten(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ busy: boolean }>(
    `select exists (
       select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
       where l.locktype = 'advisory' and l.granted and l.objsubid = 1
         and ((l.classid::bigint << 32) | l.objid::bigint) = ${WRITER_LOCK}::bigint) as busy`,
  );
  return rows[0]?.busy ?? false;
}
