import { sql, type Kysely } from 'kysely';

/** Exchange rates by day, and how an amount is converted with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table exchange_rates (
      base text not null,
      quote text not null,
      day date not null,
      rate numeric not null,
      source text not null default 'manual',
      updated_at timestamptz not null default now(),
      constraint exchange_rates_pkey primary key (base, quote, day),
      constraint exchange_rates_rate_check check (rate > 0),
      constraint exchange_rates_pair_check check (base <> quote)
    );
    create index exchange_rates_quote_idx on exchange_rates (quote, base, day);
    comment on column exchange_rates.rate is 'one unit of base is this many of quote'
  `.execute(db);

  // A factor and a divisor instead of one rate: 10 divided by 1.25 is exact, 10 times a rounded 0.8 may not be.
  await sql`
    create function exchange_rate(from_currency text, to_currency text, on_day date)
    returns table (multiply numeric, divide numeric, day date) language sql stable rows 1 as $$
      select r.multiply, r.divide, r.day from (
        select 1::numeric as multiply, 1::numeric as divide, on_day as day, 0 as way where from_currency = to_currency
        union all (
          select x.rate, 1, x.day, 1 from exchange_rates x
          where x.base = from_currency and x.quote = to_currency and x.day <= on_day order by x.day desc limit 1)
        union all (
          select 1, x.rate, x.day, 2 from exchange_rates x
          where x.base = to_currency and x.quote = from_currency and x.day <= on_day order by x.day desc limit 1)
        union all (
          select y.rate, x.rate, least(x.day, y.day), 3
          from (select distinct base from exchange_rates where quote = from_currency) b
          cross join lateral (
            select rate, day from exchange_rates where base = b.base and quote = from_currency and day <= on_day order by day desc limit 1) x
          cross join lateral (
            select rate, day from exchange_rates where base = b.base and quote = to_currency and day <= on_day order by day desc limit 1) y
          order by 3 desc, b.base limit 1)
      ) r order by r.way = 3, r.day desc, r.way limit 1
    $$;
    comment on function exchange_rate(text, text, date) is
      'by the latest rate on or before the day: of the pair in either direction, else over a currency that has both; no row where there is none'
  `.execute(db);
}
