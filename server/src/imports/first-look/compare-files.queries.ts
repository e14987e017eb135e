import type { PoolClient } from 'pg';
import {
  disagreementFields,
  type Comparison,
  type Disagreement,
  type DisagreementField,
  type FileShare,
  type NamedProduct,
} from './comparison.ts';

/** Shown of each kind; the rest is a count. */
const EXAMPLES = 5;

/**
 * Tells products apart and puts together what each file says of each: one row per product and file. A row without
 * GTIN whose brand and part number stand beside exactly one GTIN anywhere is that product.
 */
export async function gatherOffers(client: PoolClient): Promise<void> {
  await client.query('analyze look_rows');
  await client.query(`
    create temporary table look_keyed as
    with alias as (
      select made, min(gtin) as gtin from look_rows where gtin is not null and made is not null
      group by made having min(gtin) = max(gtin))
    select r.ord, coalesce('g' || r.gtin, 'g' || a.gtin, 'm' || r.made, 'r' || r.file || ' ' || r.own, 'n' || r.ord) as product
    from look_rows r left join alias a on r.gtin is null and a.made = r.made`);
  // Of several rows of one product in a file the first one that says something counts.
  const first = (column: string): string =>
    `(array_agg(${column} order by ord) filter (where ${column} is not null))[1] as ${column}`;
  await client.query(`
    create temporary table look_offers as
    select product, file, count(*)::int as rows, (array_agg(line order by ord))[1] as line,
      ${['gtin', 'title', 'title_key', 'brand', 'brand_key', 'mpn', 'mpn_key', 'weight'].map(first).join(', ')},
      bool_or(has_image) as has_image
    from look_rows join look_keyed using (ord) group by product, file`);
  await client.query(`
    create temporary table look_prices as
    select product, file, p.basis, p.currency, p.tax, min(p.amount) as amount
    from look_rows join look_keyed using (ord)
      cross join lateral jsonb_to_recordset(prices) as p(basis text, currency text, tax boolean, amount numeric)
    -- Nothing is given away: a zero says that there is no price.
    where prices is not null and p.amount > 0
    group by product, file, p.basis, p.currency, p.tax`);
  await client.query('drop table look_rows, look_keyed');
  await client.query(`
    create temporary table look_products as
    select product, count(*)::int as suppliers, bool_or(has_image) as has_image from look_offers group by product`);
  await client.query('analyze look_offers; analyze look_prices; analyze look_products');
}

export async function countProducts(client: PoolClient): Promise<Comparison['products']> {
  const { rows } = await client.query<Comparison['products']>(`
    select count(*)::int as distinct, count(*) filter (where suppliers > 1)::int as shared,
      count(*) filter (where not has_image)::int as "withoutImage" from look_products`);
  return rows[0]!;
}

export async function listWithoutImage(client: PoolClient): Promise<NamedProduct[]> {
  const { rows } = await client.query<NamedProduct>(
    `select file, line, ${shownGtin('gtin')} as gtin, title from look_offers join look_products p using (product)
     where not p.has_image order by file, line limit $1`,
    [EXAMPLES],
  );
  return rows;
}

/** In the form people know: an EAN has 13 digits, and 14 inside. */
export const shownGtin = (column: string): string => `regexp_replace(${column}, '^0(?=\\d{13}$)', '')`;

/** Columns of an offer that are shown, and the form in which they are compared. */
const columns: Readonly<Record<DisagreementField, readonly [shown: string, compared: string]>> = {
  title: ['title', 'title_key'],
  brand: ['brand', 'brand_key'],
  mpn: ['mpn', 'mpn_key'],
  weight: ['trim_scale(weight)::text', 'weight'],
};

export async function findDisagreements(client: PoolClient): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  for (const field of disagreementFields) found.push(await findDisagreement(client, field));
  return found;
}

async function findDisagreement(client: PoolClient, field: DisagreementField): Promise<Disagreement> {
  const [shown, compared] = columns[field];
  const { rows } = await client.query<Omit<Disagreement, 'field'>>(
    `with said as (
       select product, count(distinct ${compared}) > 1 as differs from look_offers
       where ${compared} is not null group by product having count(*) > 1),
     shown as (
       select product, min(file) as file, (array_agg(line order by file))[1] as line, min(${shownGtin('gtin')}) as gtin,
         json_agg(json_build_object('file', file, 'line', line, 'value', ${shown}) order by file) as values
       from said join look_offers using (product)
       where differs and ${compared} is not null group by product order by 2, 3, 1 limit $1)
     select (select count(*)::int from said) as compared, (select count(*)::int from said where differs) as differing,
       coalesce((select json_agg(json_build_object('gtin', gtin, 'values', values) order by file, line) from shown), '[]') as examples`,
    [EXAMPLES],
  );
  return { field, ...rows[0]! };
}

/** @param cheapest how often each file is the cheapest */
export async function sumFiles(
  client: PoolClient,
  cheapest: ReadonlyMap<number, number>,
): Promise<FileShare[]> {
  const { rows } = await client.query<Omit<FileShare, 'cheapest'>>(`
    select file, count(*)::int as products, (sum(rows) - count(*))::int as repeated,
      count(*) filter (where p.suppliers > 1)::int as shared, count(*) filter (where not o.has_image)::int as "withoutImage"
    from look_offers o join look_products p using (product) group by file order by file`);
  return rows.map((row) => ({ ...row, cheapest: cheapest.get(row.file) ?? 0 }));
}
