import { sql, type RawBuilder } from 'kysely';
import { AppError } from '../errors.ts';

/** Days as `2026-11-27`, both included, of the time zone that makes them. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

const USUAL_DAYS = 30;
/** A year: more points than a plot of days can show. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * The asked days, else the last thirty with today.
 * @throws AppError `analytics.invalid` for days that run backwards or are too many
 */
export function dayRangeOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  { now, timeZone }: { now: Date; timeZone: string },
): DayRange {
  // Swedish writes a date as ISO 8601 does.
  const to = asked.to ?? new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
  const from = asked.from ?? dayBefore(to, USUAL_DAYS - 1);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days >= 1 && days <= MOST_DAYS) return { from, to, timeZone };
  throw new AppError('analytics.invalid', {
    message: `From ${from} to ${to} are ${days} days; ask for 1 to ${MOST_DAYS}`,
    params: { from, to, days },
  });
}

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);

/** The moment a range begins; an index on moments is searched by it. */
export const beginOf = ({ from, timeZone }: DayRange): RawBuilder<Date> =>
  sql<Date>`(${from}::timestamp at time zone ${timeZone})`;

/** The first moment after a range. */
export const endOf = ({ to, timeZone }: DayRange): RawBuilder<Date> =>
  sql<Date>`((${to}::timestamp + interval '1 day') at time zone ${timeZone})`;

/** Every day of a range as `day`, so that one on which nothing happened is there too. */
export const everyDay = ({ from, to }: DayRange): RawBuilder<unknown> =>
  sql`(select d::date as day from generate_series(${from}::timestamp, ${to}::timestamp, interval '1 day') d)`;
