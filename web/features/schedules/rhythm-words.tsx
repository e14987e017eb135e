import { useFormatter, useTranslations } from 'use-intl';
import { rhythmOf } from './rhythm';

/** A Sunday. */
const SUNDAY = Date.UTC(2026, 0, 4);
const DAY_MS = 86_400_000;

export function useWeekdayName(): (weekday: number) => string {
  const format = useFormatter();
  return (weekday) =>
    format.dateTime(new Date(SUNDAY + weekday * DAY_MS), { weekday: 'long', timeZone: 'UTC' });
}

/** A cron expression in words, or as it stands where it has none. */
export function RhythmWords({ cron, timeZone }: { cron: string; timeZone: string }) {
  const t = useTranslations('schedules');
  const weekdayName = useWeekdayName();
  const { kind, every, minute, time, weekday, dayOfMonth, expression } = rhythmOf(cron);
  if (kind === 'expression')
    return (
      <>
        <code className="text-xs">{expression}</code> ({timeZone})
      </>
    );
  const words = t(`words.${kind}`, {
    every,
    minute: String(minute).padStart(2, '0'),
    time,
    weekday: weekdayName(weekday),
    day: dayOfMonth,
  });
  return (
    <>
      {words} ({timeZone})
    </>
  );
}
