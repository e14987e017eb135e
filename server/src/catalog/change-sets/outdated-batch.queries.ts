import type { PoolClient } from 'pg';
import type { ChangeSetDefinition } from './definition.ts';

const translatable = new Set(['title', 'description', 'shortDescription', 'attribute']);

/**
 * What `markOutdated` and `clearOutdated` do for an edit, for all products of a batch at once, by the change rows that
 * its transaction has just written; `now()` is when that began, which leaves out the other months' partitions.
 */
export async function markOutdatedOfBatch(
  client: PoolClient,
  { changeSetId, definition }: { changeSetId: string; definition: ChangeSetDefinition },
  batch: number,
): Promise<void> {
  if (!definition.fields.some(({ base }) => translatable.has(base))) return;
  await client.query(
    `with touched as materialized (
       select f.product_id, m.parts[1] as field, coalesce(m.parts[2], '') as locale, coalesce(m.parts[3], '') as channel,
         regexp_replace(m.parts[1], '^attribute\\.', '') as code
       from field_changes f cross join lateral jsonb_object_keys(f.changes) as k(name)
       cross join lateral (select regexp_match(k.name, '^(title|description|shortDescription|attribute\\.[^@/]+)(?:@([^/]+))?(?:/(.+))?$') as parts) m
       where f.change_set_id = $1 and f.batch = $2 and f.at >= now() and m.parts is not null),
     saved as (
       delete from outdated_translations o using touched t
       where t.locale <> '' and o.product_id = t.product_id and o.field = t.field and o.locale = t.locale and o.channel = t.channel)
     insert into outdated_translations (product_id, field, locale, channel, since)
     select distinct s.product_id, s.field, a.locale, a.channel, now()
     from touched s join product_attributes a on a.product_id = s.product_id and a.locale <> '' and jsonb_exists(a.values, s.code)
     left join attributes d on s.field like 'attribute.%' and d.code = s.code
     where s.locale = '' and (d.type is null or d.type in ('text', 'rich_text'))
       and (a.channel = s.channel or s.channel = '' and not exists (
         select from product_attributes o where o.product_id = s.product_id and o.locale = '' and o.channel = a.channel and jsonb_exists(o.values, s.code)))
       and not exists (
         select from touched n where n.product_id = s.product_id and n.field = s.field and n.locale = a.locale and n.channel = a.channel)
     on conflict (product_id, field, locale, channel) do nothing`,
    [changeSetId, batch],
  );
}
