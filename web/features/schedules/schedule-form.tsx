import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { changeSeen, sendOnce } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { SaveProblem } from '../../shell/save-problem';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input, NativeSelect } from '../../ui/input';
import type { Source } from '../sources/source-types';
import { cronOf, rhythmOf } from './rhythm';
import { RhythmFields } from './rhythm-fields';
import type { Schedule } from './schedule-types';
import { Link } from '../../ui/link';

/** A new schedule, or what is to be changed of one. */
export function ScheduleForm(props: {
  seen: Schedule | null;
  sources: readonly Source[];
  onSaved: (schedule: Schedule) => void;
  onReload: () => void;
}) {
  const { seen, sources } = props;
  const t = useTranslations('schedules');
  const common = useTranslations('common');
  const client = useQueryClient();
  const [sourceId, setSourceId] = useState(seen?.sourceId ?? sources[0]?.id ?? '');
  const [rhythm, setRhythm] = useState(() => rhythmOf(seen?.cron ?? null));
  const [timeZone, setTimeZone] = useState(seen?.timeZone ?? '');
  const [saved, setSaved] = useState(false);
  const { busy, problem, run } = useAction();

  const save = (event: FormEvent): void => {
    event.preventDefault();
    setSaved(false);
    void run(async () => {
      // Where none is said, a new one has that of the installation.
      const body = {
        sourceId,
        cron: cronOf(rhythm),
        ...(timeZone.trim() ? { timeZone: timeZone.trim() } : {}),
      };
      const schedule = seen
        ? await changeSeen<Schedule>(`/api/v1/import-schedules/${seen.id}`, { version: seen.version, body })
        : await sendOnce<Schedule>('/api/v1/import-schedules', body);
      await client.invalidateQueries({ queryKey: ['schedules'] });
      setSaved(true);
      props.onSaved(schedule);
    });
  };

  if (sources.length === 0)
    return (
      <p>
        {t('noSources')}{' '}
        <Link href="/sources/new" className="underline underline-offset-4">
          {t('newSource')}
        </Link>
      </p>
    );
  return (
    <form onSubmit={save} onChange={() => setSaved(false)} className="flex max-w-2xl flex-col gap-6">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('source')}>
          <NativeSelect value={sourceId} onChange={({ target }) => setSourceId(target.value)}>
            {sources.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <RhythmFields rhythm={rhythm} onChange={setRhythm} />
        <Field label={t('timeZone')} hint={seen ? undefined : t('timeZoneHint')}>
          <Input
            list="time-zones"
            maxLength={60}
            autoComplete="off"
            placeholder="Europe/Paris"
            value={timeZone}
            onChange={({ target }) => setTimeZone(target.value)}
          />
        </Field>
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      {problem && <SaveProblem error={problem} onReload={props.onReload} />}
      <div className="flex items-center gap-3">
        <Button type="submit" size="lg" disabled={busy}>
          {common('save')}
        </Button>
        <span role="status" className="text-sm text-ok">
          {saved && common('saved')}
        </span>
      </div>
    </form>
  );
}
