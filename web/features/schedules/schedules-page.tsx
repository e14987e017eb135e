'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import type { Source } from '../sources/source-types';
import { useSources } from '../sources/use-sources';
import { RhythmWords } from './rhythm-words';
import { ScheduleActions } from './schedule-actions';
import type { Schedule } from './schedule-types';
import { useSchedules } from './use-schedules';
import { Link } from '../../ui/link';

/** When which source is asked for new files. */
export function SchedulesPage() {
  const t = useTranslations('schedules');
  const { data, error } = useSchedules();
  const sources = useSources().data;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <Button asChild>
          <Link href="/schedules/new">{t('new')}</Link>
        </Button>
      </div>
      <p className="text-muted-foreground">{t('usual')}</p>
      {error && <Problem error={error} />}
      {!data && !error && <Skeleton className="h-64" />}
      {data?.length === 0 && <p>{t('empty')}</p>}
      {data && data.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {data.map((schedule) => (
            <ScheduleLine
              key={schedule.id}
              schedule={schedule}
              source={sources?.find(({ id }) => id === schedule.sourceId)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function ScheduleLine({ schedule, source }: { schedule: Schedule; source: Source | undefined }) {
  const t = useTranslations('schedules');
  return (
    <li className="flex flex-col gap-3 px-4 py-3 text-sm lg:flex-row lg:items-start lg:justify-between">
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`/schedules/${schedule.id}`} className="font-medium hover:underline">
            {source?.name ?? t('aSource')}
          </Link>
          <ScheduleState schedule={schedule} source={source} />
        </div>
        <p>
          <RhythmWords cron={schedule.cron} timeZone={schedule.timeZone} />
        </p>
        <RunTimes schedule={schedule} />
      </div>
      <ScheduleActions schedule={schedule} name={source?.name ?? t('aSource')} />
    </li>
  );
}

export function ScheduleState({ schedule, source }: { schedule: Schedule; source: Source | undefined }) {
  const t = useTranslations('schedules');
  const { state } = schedule;
  return (
    <span className="flex flex-wrap gap-1">
      <Badge variant={state === 'active' ? 'ok' : 'default'}>{t(`states.${state}`)}</Badge>
      {/* It goes on, and asks nobody meanwhile. */}
      {source && source.state !== 'active' && (
        <Badge variant="warn">{t(`sourceStates.${source.state}`)}</Badge>
      )}
    </span>
  );
}

export function RunTimes({ schedule: { nextRunAt, lastRunAt } }: { schedule: Schedule }) {
  const t = useTranslations('schedules');
  const format = useFormatter();
  const shown = (time: string | null): string =>
    time ? format.dateTime(new Date(time), { dateStyle: 'medium', timeStyle: 'short' }) : t('never');
  return (
    <p className="text-muted-foreground">
      {nextRunAt && `${t('nextRun', { time: shown(nextRunAt) })} · `}
      {t('lastRun', { time: shown(lastRunAt) })}
    </p>
  );
}
