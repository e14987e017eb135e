/** The rhythms that have words; any other is written as a cron expression. */
export const rhythmKinds = [
  'minutes',
  'hourly',
  'daily',
  'workdays',
  'weekly',
  'monthly',
  'expression',
] as const;
export type RhythmKind = (typeof rhythmKinds)[number];

/** What a rhythm is told; only what its kind needs counts. */
export interface Rhythm {
  readonly kind: RhythmKind;
  /** Minutes from one run to the next. */
  readonly every: number;
  /** Past the hour. */
  readonly minute: number;
  /** As 06:30. */
  readonly time: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly dayOfMonth: number;
  readonly expression: string;
}

// Parts of an hour that come out even: every 25 minutes would run at :50 and again at :00.
export const evenMinutes = [5, 10, 15, 20, 30] as const;
/** Later days are missing in some months. */
export const LAST_SURE_DAY = 28;

const usual: Rhythm = {
  kind: 'daily',
  every: 15,
  minute: 0,
  time: '06:00',
  weekday: 1,
  dayOfMonth: 1,
  expression: '',
};

export function cronOf({ kind, every, minute, time, weekday, dayOfMonth, expression }: Rhythm): string {
  const [hour = 0, past = 0] = time.split(':').map(Number);
  const expressions: Readonly<Record<RhythmKind, string>> = {
    minutes: `*/${every} * * * *`,
    hourly: `${minute} * * * *`,
    daily: `${past} ${hour} * * *`,
    workdays: `${past} ${hour} * * 1-5`,
    weekly: `${past} ${hour} * * ${weekday}`,
    monthly: `${past} ${hour} ${dayOfMonth} * *`,
    expression: expression.trim(),
  };
  return expressions[kind];
}

/** @param cron null for the rhythm a new schedule begins with */
export function rhythmOf(cron: string | null): Rhythm {
  if (cron === null) return usual;
  const expression = cron.trim().replace(/\s+/g, ' ');
  const other: Rhythm = { ...usual, kind: 'expression', expression };
  const [minute = '', hour = '', dayOfMonth = '', month = '', weekday = ''] = expression.split(' ');
  if (month !== '*') return other;
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  const read: Rhythm = {
    ...usual,
    expression,
    every: Number(every ?? usual.every),
    minute: Number(minute) || 0,
    time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`,
    weekday: Number(weekday) || 0,
    dayOfMonth: Number(dayOfMonth) || 1,
  };
  const kind = rhythmKinds.find(
    (name) => name !== 'expression' && cronOf({ ...read, kind: name }) === expression,
  );
  // Only what is written again as it was read: `61 * * * *` or a list of days has no words.
  return kind && isPlain(kind, read) ? { ...read, kind } : other;
}

const isPlain = (kind: RhythmKind, { every, minute, time, weekday, dayOfMonth }: Rhythm): boolean =>
  kind === 'minutes'
    ? evenMinutes.some((even) => even === every)
    : kind === 'hourly'
      ? minute < 60
      : /^([01]\d|2[0-3]):[0-5]\d$/.test(time) && weekday < 7 && dayOfMonth <= LAST_SURE_DAY;
