import type { Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import {
  findConversion,
  listLatestRates,
  writeRates,
  type Conversion,
  type ExchangeRate,
} from './exchange-rate.queries.ts';

/** Rates are kept by day; what is converted takes the latest one on or before a day. */
export function createExchangeRateService({ db }: { db: Statements }) {
  return {
    list: (filter: { base: string | null; quote: string | null; day: string | null }) => {
      if (filter.day !== null) requireDay(filter.day);
      return listLatestRates(db, filter);
    },
    /** @throws AppError `exchange-rates.invalid` for a day that there is not, a pair of one currency, one said twice */
    async write(transaction: Statements, rates: readonly ExchangeRate[]): Promise<void> {
      const seen = new Set<string>();
      for (const { day, base, quote, rate } of rates) {
        requireDay(day);
        const key = `${base}/${quote} of ${day}`;
        if (base === quote) throw invalid(`${base} to itself has no rate; leave it out`, { base, quote });
        if (Number(rate) === 0)
          throw invalid(`The rate of ${key} is 0; write what one ${base} is worth`, { rate });
        if (seen.has(key))
          throw invalid(`The rate of ${key} is there twice; send it once`, { base, quote, day });
        seen.add(key);
      }
      await writeRates(transaction, rates);
    },
    /** @throws AppError `exchange-rates.missing` with the pair, where no rate leads from one to the other */
    async convert(conversion: {
      amount: string;
      from: string;
      to: string;
      day: string | null;
    }): Promise<Conversion> {
      if (conversion.day !== null) requireDay(conversion.day);
      return (await findConversion(db, conversion)) ?? missing(conversion);
    },
  };
}

export type ExchangeRateService = ReturnType<typeof createExchangeRateService>;

function requireDay(day: string): void {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
    throw invalid(`There is no day ${day}; write one such as 2026-11-27`, { day });
}

const invalid = (message: string, params: Record<string, unknown>): AppError =>
  new AppError('exchange-rates.invalid', { message, params });

function missing({ from, to, day }: { from: string; to: string; day: string | null }): never {
  throw new AppError('exchange-rates.missing', {
    message: `There is no exchange rate from ${from} to ${to} on or before ${day ?? 'today'}; add one with PUT /exchange-rates`,
    params: { from, to, day },
  });
}
