import type { QueryResultRow } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';

export interface ExchangeRate {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly base: string;
  readonly quote: string;
  /** One unit of `base` is this many of `quote`; a decimal string. */
  readonly rate: string;
  readonly source: string;
}

export interface Conversion {
  /** Converted amount, not rounded to the currency. */
  readonly amount: string;
  /** Of the older one, where two rates were needed. */
  readonly day: string;
}

/** The latest rate on or before the day of each pair. */
export async function listLatestRates(
  db: Statements,
  filter: { base: string | null; quote: string | null; day: string | null },
): Promise<ExchangeRate[]> {
  const { rows } = await db.query<ExchangeRate & QueryResultRow>(
    `select distinct on (base, quote) day::text, base, quote, rate::text, source from exchange_rates
     where ($1::text is null or base = $1) and ($2::text is null or quote = $2) and day <= coalesce($3::date, current_date)
     order by base, quote, day desc`,
    [filter.base, filter.quote, filter.day],
  );
  return rows;
}

/** Writes rates over those of the same day and pair. */
export async function writeRates(db: Statements, rates: readonly ExchangeRate[]): Promise<void> {
  await db.query(
    `insert into exchange_rates (base, quote, day, rate, source)
     select x.base, x.quote, x.day, x.rate, x.source
     from jsonb_to_recordset($1::jsonb) as x(base text, quote text, day date, rate numeric, source text)
     on conflict (base, quote, day) do update set rate = excluded.rate, source = excluded.source, updated_at = now()`,
    [JSON.stringify(rates)],
  );
}

/** Undefined where no rate leads from one currency to the other. */
export async function findConversion(
  db: Statements,
  conversion: { amount: string; from: string; to: string; day: string | null },
): Promise<Conversion | undefined> {
  const { rows } = await db.query<Conversion & QueryResultRow>(
    `select trim_scale($1::numeric * multiply / divide)::text as amount, day::text
     from exchange_rate($2, $3, coalesce($4::date, current_date))`,
    [conversion.amount, conversion.from, conversion.to, conversion.day],
  );
  return rows[0];
}
