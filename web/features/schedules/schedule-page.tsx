'use client';

import { useParams, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Skeleton } from '../../ui/skeleton';
import { useSources } from '../sources/use-sources';
import { ScheduleActions } from './schedule-actions';
import { ScheduleForm } from './schedule-form';
import type { Schedule } from './schedule-types';
import { RunTimes, ScheduleState } from './schedules-page';
import { useSchedule } from './use-schedules';
import { Link } from '../../ui/link';

export function NewSchedulePage() {
  const t = useTranslations('schedules');
  const router = useRouter();
  const { data: sources, error } = useSources();
  return (
    <div className="flex flex-col gap-6">
      <Back />
      <h1 className="text-xl font-semibold tracking-tight">{t('newTitle')}</h1>
      {error && <Problem error={error} />}
      {!sources && !error && <Skeleton className="h-64" />}
      {sources && (
        <ScheduleForm
          seen={null}
          sources={sources}
          onSaved={() => router.push('/schedules')}
          onReload={() => undefined}
        />
      )}
    </div>
  );
}

/** One schedule: when it ran and will run, and what it is told. */
export function SchedulePage() {
  const t = useTranslations('schedules');
  const router = useRouter();
  const { id } = useParams<{ id: string }>();
  const { data: schedule, error, refetch } = useSchedule(id);
  const sources = useSources();
  // What the form began with; how the schedule is doing is read again all the time.
  const [seen, setSeen] = useState<Schedule | null>(null);
  const [round, setRound] = useState(0);
  if (schedule && !seen) setSeen(schedule);
  const reload = async (): Promise<void> => {
    const { data } = await refetch();
    if (data) setSeen(data);
    setRound(round + 1);
  };
  const failure = error ?? sources.error;
  const source = sources.data?.find((one) => one.id === schedule?.sourceId);
  const name = source?.name ?? t('aSource');
  return (
    <div className="flex flex-col gap-6">
      <Back />
      {failure && <Problem error={failure} />}
      {(!schedule || !sources.data) && !failure && <Skeleton className="h-96" />}
      {schedule && seen && sources.data && (
        <>
          <section className="flex flex-col items-start gap-3 text-sm">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <h1 className="text-xl font-semibold tracking-tight">{name}</h1>
              <ScheduleState schedule={schedule} source={source} />
            </div>
            <RunTimes schedule={schedule} />
            <ScheduleActions
              schedule={schedule}
              name={name}
              // What is being written in the form stays, and is of this version then.
              onChanged={(changed) => changed.version === seen.version + 1 && setSeen(changed)}
              onDeleted={() => router.push('/schedules')}
            />
          </section>
          <ScheduleForm
            key={round}
            seen={seen}
            sources={sources.data}
            onSaved={setSeen}
            onReload={() => void reload()}
          />
        </>
      )}
    </div>
  );
}

function Back() {
  const t = useTranslations('schedules');
  return (
    <Link href="/schedules" className="self-start text-muted-foreground hover:underline">
      ← {t('back')}
    </Link>
  );
}
