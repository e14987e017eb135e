import { useQueryClient } from '@tanstack/react-query';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { deviceName } from './device-name';
import { useSessions, type Session } from './use-account';

const end = (id: string): Promise<null> => readAnswer(`/api/v1/auth/sessions/${id}`, { method: 'DELETE' });

/** Where one is signed in; each can be ended from here. */
export function Sessions() {
  const t = useTranslations('account');
  const client = useQueryClient();
  const { data, error } = useSessions();
  const { busy, problem, run } = useAction();
  const others = data?.filter(({ current }) => !current) ?? [];
  const endAll = (sessions: readonly Session[]): Promise<void> =>
    run(async () => {
      for (const { id, current } of sessions) {
        await end(id);
        if (current) return location.assign('/sign-in');
      }
      await client.invalidateQueries({ queryKey: ['sessions'] });
    });
  return (
    <div className="flex flex-col gap-3">
      {error && <Problem error={error} />}
      {!data && !error && <Skeleton className="h-24" />}
      {data?.length === 0 && <p>{t('noSessions')}</p>}
      {data && data.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {data.map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              busy={busy}
              onEnd={() => void endAll([session])}
            />
          ))}
        </ul>
      )}
      {problem && <Problem error={problem} />}
      {others.length > 0 && (
        <Button variant="outline" disabled={busy} className="self-start" onClick={() => void endAll(others)}>
          {t('endOthers')}
        </Button>
      )}
    </div>
  );
}

function SessionLine(props: { session: Session; busy: boolean; onEnd: () => void }) {
  const { address, userAgent, createdAt, usedAt, current } = props.session;
  const t = useTranslations('account');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const device = deviceName(userAgent) ?? t('unknownDevice');
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {device}
          {current && <Badge variant="ok">{t('thisDevice')}</Badge>}
        </p>
        <p className="text-muted-foreground">
          {address && `${address} · `}
          {t('used', { time: format.relativeTime(new Date(usedAt), now) })} ·{' '}
          {t('signedIn', { time: format.dateTime(new Date(createdAt), { dateStyle: 'medium' }) })}
        </p>
      </div>
      <Button
        variant="outline"
        disabled={props.busy}
        aria-label={`${t('end')}: ${device}`}
        onClick={props.onEnd}
      >
        {t('end')}
      </Button>
    </li>
  );
}
