import { Cron } from 'croner';
import { AppError } from '../../platform/errors.ts';

/** A list of 200 kB is valid and takes the library 0.6 s to read. */
const LONGEST = 100;
const RUNS_CHECKED = 100;
/** How often due schedules are looked for; more often they would run at once, several times over. */
const LEAST_MS = 5 * 60_000;

/**
 * A cron expression of five fields, in a time zone.
 * @throws AppError `schedules.invalid` for one that cannot be read, never runs or runs too often
 */
export function checkCron(expression: string, timeZone: string): void {
  const runs = nextRuns(expression, timeZone, new Date());
  if (runs.length === 0) throw invalid(expression, 'it never runs');
  const tooClose = runs.some((run, at) => at > 0 && run.getTime() - runs[at - 1]!.getTime() < LEAST_MS);
  if (tooClose) throw invalid(expression, 'it runs more often than every five minutes');
}

/** The first time after a moment; null where there is none. */
export const nextRunAfter = (expression: string, timeZone: string, after: Date): Date | null =>
  parse(expression, timeZone).nextRun(after);

const nextRuns = (expression: string, timeZone: string, from: Date): Date[] =>
  parse(expression, timeZone).nextRuns(RUNS_CHECKED, from);

function parse(expression: string, timezone: string): Cron {
  if (expression.length > LONGEST)
    throw invalid(`${expression.slice(0, 40)}…`, `it is longer than ${LONGEST} signs`);
  requireTimeZone(timezone);
  try {
    return new Cron(expression, { mode: '5-part', timezone, paused: true });
  } catch (cause) {
    throw invalid(expression, cause instanceof Error ? cause.message : String(cause));
  }
}

function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new AppError('schedules.invalid', {
      message: `There is no time zone "${timeZone}"; write it as Europe/Paris`,
      params: { timeZone },
    });
  }
}

const invalid = (expression: string, reason: string): AppError =>
  new AppError('schedules.invalid', {
    message: `"${expression}" is no schedule: ${reason}; write minute, hour, day, month and weekday, as 30 6 * * 1-5`,
    params: { cron: expression, reason },
  });
