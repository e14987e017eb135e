import type { PoolClient } from 'pg';
import { shownGtin } from './compare-files.queries.ts';
import type { Comparison, Savings, SharedPrice } from './comparison.ts';

/**
 * Prices of one product further apart than this are those of a piece and of a carton, or a code was mistyped: a
 * wholesaler's margin explains a factor of two, not of five.
 */
const FURTHEST_APART = 5;
const SHOWN = 10;

/**
 * Finds what each product sold by several suppliers costs at each of them: by what is paid where two files say so,
 * else by what they ask; in one currency, with tax or without.
 */
export async function comparePrices(client: PoolClient): Promise<void> {
  await client.query(`
    create temporary table look_comparisons as
    with compared as (
      select product, currency, basis, tax, count(*) as suppliers, min(amount) as cheapest, max(amount) as highest,
        (array_agg(amount order by amount))[2] as second
      from look_prices group by product, currency, basis, tax having count(*) > 1)
    select distinct on (product, currency) *, highest > cheapest * ${FURTHEST_APART} as doubtful
    from compared order by product, currency, basis, suppliers desc, tax`);
  await client.query('analyze look_comparisons');
}

export async function sumSavings(client: PoolClient): Promise<Savings[]> {
  const { rows } = await client.query<Savings>(`
    select currency, basis, tax as "taxIncluded", count(*)::int as products,
      sum(cheapest)::text as cheapest, sum(second)::text as second, sum(highest)::text as highest,
      sum(second - cheapest)::text as "savedOverSecond", sum(highest - cheapest)::text as "savedOverHighest"
    from look_comparisons where not doubtful group by currency, basis, tax
    order by products desc, currency, basis, tax`);
  return rows;
}

/** Where the cheapest and the highest price are furthest apart. */
export const listBestSavings = (client: PoolClient): Promise<SharedPrice[]> =>
  listShared(client, 'not doubtful and highest > cheapest');

export async function findDoubtful(client: PoolClient): Promise<Comparison['doubtfulPrices']> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from look_comparisons where doubtful',
  );
  return { count: rows[0]!.count, examples: await listShared(client, 'doubtful') };
}

async function listShared(client: PoolClient, condition: string): Promise<SharedPrice[]> {
  const { rows } = await client.query<SharedPrice>(
    `with shown as (select * from look_comparisons where ${condition} order by highest - cheapest desc, product limit $1)
     select currency, basis, tax as "taxIncluded", o.gtin, o.title, p.offers
     from shown c
       cross join lateral (
         select min(${shownGtin('gtin')}) as gtin, (array_agg(title order by file) filter (where title is not null))[1] as title
         from look_offers where product = c.product) o
       cross join lateral (
         select json_agg(json_build_object('file', file, 'amount', amount::text) order by amount, file) as offers
         from look_prices
         where product = c.product and currency = c.currency and basis = c.basis and tax is not distinct from c.tax) p
     order by highest - cheapest desc, product`,
    [SHOWN],
  );
  return rows;
}

/** How often each file alone is the cheapest. */
export async function countCheapest(client: PoolClient): Promise<ReadonlyMap<number, number>> {
  const { rows } = await client.query<{ file: number; count: number }>(`
    select p.file, count(*)::int as count
    from look_comparisons c join look_prices p on p.product = c.product and p.currency = c.currency
      and p.basis = c.basis and p.tax is not distinct from c.tax and p.amount = c.cheapest
    where c.second > c.cheapest and not c.doubtful group by p.file`);
  return new Map(rows.map(({ file, count }) => [file, count]));
}
