import type { PoolClient } from 'pg';
import { textArray } from '../change-sets/field-sql.ts';

/** Fields whose change makes a product's names or its description document old. */
const nameFields = ['title', 'brand', 'category', 'family', 'sku', 'mpn'];
const descriptionFields = ['description', 'shortDescription'];

const touched = (fields: readonly string[]): string => `
  select distinct product_id from field_changes
  where change_set_id = $1 and batch = $2 and (kind <> 'updated' or changes ?| ${textArray(fields)})`;

/**
 * Names of the products of one event: titles weigh more than brand and categories. French and English stems of
 * one word stand side by side, so that a query in either language finds it.
 */
export async function writeNameDocuments(
  client: PoolClient,
  changeSetId: string,
  batch: number,
): Promise<void> {
  await client.query(
    `with ids as (${touched(nameFields)}),
     named as materialized (
       select p.id, coalesce(p.title, '') as title, concat_ws(' ', b.name, f.code, c.names, p.mpn) as context
       from ids join products p on p.id = ids.product_id
       left join brands b on b.id = p.brand_id
       left join families f on f.id = p.family_id
       left join lateral (
         select string_agg(replace(k.full_path, ' > ', ' '), ' ') as names
         from product_categories pc join categories k on k.id = pc.category_id where pc.product_id = p.id
       ) c on true),
     words as (
       insert into search_words (word)
       select distinct word from named cross join lateral regexp_split_to_table(lower(unaccent(concat_ws(' ', title, context))), '[^[:alnum:]]+') as word
       where length(word) between 3 and 40 order by word on conflict do nothing)
     insert into search_documents (product_id, locale, name_vector)
     select id, '', setweight(to_tsvector('pm_french', title) || to_tsvector('pm_english', title), 'A')
       || setweight(to_tsvector('pm_french', context), 'B')
     from named on conflict (product_id, locale) do update set name_vector = excluded.name_vector`,
    [changeSetId, batch],
  );
}

/** Descriptions in the default locale's language; the parser is nine tenths of the cost, so it runs once. */
export async function writeDescriptionDocuments(
  client: PoolClient,
  changeSetId: string,
  batch: number,
): Promise<void> {
  await client.query(
    `with ids as (${touched(descriptionFields)})
     update search_documents d
     set description_vector = setweight(to_tsvector('pm_french', concat_ws(' ', p.short_description, p.description)), 'D')
     from ids join products p on p.id = ids.product_id
     where d.product_id = ids.product_id and d.locale = '' and coalesce(p.short_description, p.description) is not null`,
    [changeSetId, batch],
  );
}
