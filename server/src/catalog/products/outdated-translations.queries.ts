import type { Executor } from './product.queries.ts';

interface Translation {
  readonly field: string;
  readonly locale: string;
  readonly channel: string;
}

/**
 * Marks the translations of fields whose source was changed: those of the same channel, and of a source for every
 * channel also those of channels that have no source of their own. Of an attribute that is defined only texts are
 * translated. What is saved in the same edit is as new as its source.
 */
export async function markOutdated(
  db: Executor,
  productId: string,
  sources: readonly { field: string; channel: string }[],
  saved: readonly Translation[],
): Promise<void> {
  if (sources.length === 0) return;
  await db.query(
    `with source as (
       select s.field, s.channel, regexp_replace(s.field, '^attribute\\.', '') as code
       from jsonb_to_recordset($2::jsonb) as s(field text, channel text))
     insert into outdated_translations (product_id, field, locale, channel, since)
     select distinct $1::uuid, s.field, a.locale, a.channel, clock_timestamp()
     from source s join product_attributes a on a.product_id = $1 and a.locale <> '' and jsonb_exists(a.values, s.code)
     left join attributes d on s.field like 'attribute.%' and d.code = s.code
     where (a.channel = s.channel or s.channel = '' and not exists (
         select from product_attributes o where o.product_id = $1 and o.locale = '' and o.channel = a.channel and jsonb_exists(o.values, s.code)))
       and (d.type is null or d.type in ('text', 'rich_text'))
       and not exists (
         select from jsonb_to_recordset($3::jsonb) as n(field text, locale text, channel text)
         where n.field = s.field and n.locale = a.locale and n.channel = a.channel)
     on conflict (product_id, field, locale, channel) do nothing`,
    [productId, JSON.stringify(sources), JSON.stringify(saved)],
  );
}

/** A translation that is saved, changed or not, is of the present source. @returns whether one had been outdated */
export async function clearOutdated(
  db: Executor,
  productId: string,
  saved: readonly Translation[],
): Promise<boolean> {
  if (saved.length === 0) return false;
  const { rowCount } = await db.query(
    `delete from outdated_translations o using jsonb_to_recordset($2::jsonb) as n(field text, locale text, channel text)
     where o.product_id = $1 and o.field = n.field and o.locale = n.locale and o.channel = n.channel`,
    [productId, JSON.stringify(saved)],
  );
  return (rowCount ?? 0) > 0;
}
