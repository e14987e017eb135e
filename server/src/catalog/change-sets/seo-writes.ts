import type { StageColumn } from './definition.ts';
import { literal, textArray } from './field-sql.ts';

interface SeoScope {
  readonly locale: string;
  readonly channel: string;
  readonly members: { field: string; part: 'title' | 'description'; column: string }[];
}

function seoScopes(columns: readonly StageColumn[]): SeoScope[] {
  const scopes = new Map<string, SeoScope>();
  for (const { column, target, field } of columns) {
    if (target.kind !== 'seo') continue;
    const { part, locale, channel } = target;
    const scope = scopes.get(`${locale}/${channel}`) ?? { locale, channel, members: [] };
    scope.members.push({ field, part, column });
    scopes.set(`${locale}/${channel}`, scope);
  }
  return [...scopes.values()];
}

/** What search engines show of new products: one row per product and scope that says something. */
export const insertSeo = (columns: readonly StageColumn[]): string[] =>
  seoScopes(columns).map(
    ({
      locale,
      channel,
      members,
    }) => `insert into product_seo (product_id, locale, channel, ${members.map(({ part }) => part).join(', ')})
        select product_id, ${literal(locale)}, ${literal(channel)}, ${members.map(({ column }) => column).join(', ')} from x
        where coalesce(${members.map(({ column }) => column).join(', ')}) is not null`,
  );

/** The same of products that are there; a row that is left without a text or slug goes, as an edit leaves none. */
export const updateSeo = (columns: readonly StageColumn[]): string[] =>
  seoScopes(columns).flatMap(({ locale, channel, members }) => {
    const textOf = (part: string): string => {
      const member = members.find((one) => one.part === part);
      return member
        ? `case when x.changes ? ${literal(member.field)} then x.${member.column} else s.${part} end`
        : `s.${part}`;
    };
    const [title, description] = [textOf('title'), textOf('description')];
    const scope = `s.product_id = x.product_id and s.locale = ${literal(locale)} and s.channel = ${literal(channel)}`;
    const touched = `x.changes ?| ${textArray(members.map(({ field }) => field))}`;
    return [
      `insert into product_seo (product_id, locale, channel, title, description)
        select x.product_id, ${literal(locale)}, ${literal(channel)}, ${title}, ${description}
        from x left join product_seo s on ${scope} where ${touched} and coalesce(s.slug, ${title}, ${description}) is not null
        on conflict (product_id, locale, channel) do update set title = excluded.title, description = excluded.description`,
      `delete from product_seo s using x where ${scope} and ${touched} and coalesce(s.slug, ${title}, ${description}) is null`,
    ];
  });
