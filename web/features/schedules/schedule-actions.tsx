import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { changeSeen, readAnswer, sendOnce } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { SaveProblem } from '../../shell/save-problem';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import type { Schedule } from './schedule-types';

/** Run now, pause, delete: and what came of it. */
export function ScheduleActions(props: {
  schedule: Schedule;
  name: string;
  onChanged?: (schedule: Schedule) => void;
  onDeleted?: () => void;
}) {
  const { schedule, name } = props;
  const t = useTranslations('schedules');
  const client = useQueryClient();
  const { busy, problem, run } = useAction();
  const [asked, setAsked] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const { version } = schedule;
  const path = `/api/v1/import-schedules/${schedule.id}`;
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['schedules'] });
  const paused = schedule.state === 'paused';

  const runNow = (): Promise<void> =>
    run(async () => {
      setAsked(false);
      await sendOnce(`/api/v1/import-sources/${schedule.sourceId}/poll`, {});
      setAsked(true);
    });
  const turn = (): Promise<void> =>
    run(async () => {
      setAsked(false);
      const body = { state: paused ? 'active' : 'paused' };
      // Awaited by itself: an optional call does not evaluate what it is given where there is nobody to call.
      const changed = await changeSeen<Schedule>(path, { version, body });
      props.onChanged?.(changed);
      await refresh();
    });
  const remove = (): Promise<void> =>
    run(async () => {
      setDeleting(false);
      await readAnswer(path, { method: 'DELETE', headers: { 'if-match': `"${version}"` } });
      props.onDeleted?.();
      // Not its own page, which would ask for what there is no longer.
      await client.invalidateQueries({ queryKey: ['schedules'], exact: true });
    });

  return (
    <div className="flex flex-col gap-2 lg:items-end">
      <div className="flex flex-wrap gap-2">
        <Button
          variant="outline"
          disabled={busy}
          aria-label={`${t('run')}: ${name}`}
          onClick={() => void runNow()}
        >
          {t('run')}
        </Button>
        <Button
          variant="outline"
          disabled={busy}
          aria-label={`${paused ? t('resume') : t('pause')}: ${name}`}
          onClick={() => void turn()}
        >
          {paused ? t('resume') : t('pause')}
        </Button>
        <Button
          variant="destructive"
          disabled={busy}
          aria-label={`${t('delete')}: ${name}`}
          onClick={() => setDeleting(true)}
        >
          {t('delete')}
        </Button>
      </div>
      {problem && <SaveProblem error={problem} onReload={() => void refresh()} />}
      {asked && <Alert>{t('asked')}</Alert>}
      <Dialog open={deleting} onOpenChange={setDeleting} title={t('deleteTitle', { name })}>
        <p>{t('deleteText')}</p>
        <div className="flex flex-wrap gap-2">
          <Button variant="destructive" onClick={() => void remove()}>
            {t('delete')}
          </Button>
          <Button variant="outline" onClick={() => setDeleting(false)}>
            {t('keep')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
