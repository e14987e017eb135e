import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Skeleton } from '../../ui/skeleton';
import { KeyForm } from './key-form';
import { useOwnKeys, type ApiKey } from './use-account';

/** Keys for programs that the person made; who may make none is told whom to ask. */
export function OwnKeys({ userId, permissions }: { userId: string; permissions: readonly string[] }) {
  const t = useTranslations('account');
  if (!permissions.includes('api-keys:read')) return <p className="text-sm">{t('keysForbidden')}</p>;
  return <KeyList userId={userId} permissions={permissions} />;
}

function KeyList({ userId, permissions }: { userId: string; permissions: readonly string[] }) {
  const t = useTranslations('account');
  const client = useQueryClient();
  const { data, error } = useOwnKeys(userId);
  const { busy, problem, run } = useAction();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['api-keys'] });
  const revoke = ({ id }: ApiKey): Promise<void> =>
    run(async () => {
      setRevoking(null);
      await readAnswer(`/api/v1/api-keys/${id}`, { method: 'DELETE' });
      await refresh();
    });
  return (
    <div className="flex flex-col gap-4">
      {error && <Problem error={error} />}
      {!data && !error && <Skeleton className="h-24" />}
      {data?.length === 0 && <p className="text-sm">{t('noKeys')}</p>}
      {data && data.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {data.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
              <KeyWords apiKey={key} />
              <Button
                variant="destructive"
                disabled={busy}
                aria-label={`${t('revoke')}: ${key.name}`}
                onClick={() => setRevoking(key)}
              >
                {t('revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {problem && <Problem error={problem} />}
      {permissions.includes('api-keys:write') && <KeyForm permissions={permissions} onMade={refresh} />}
      <Dialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={t('revokeTitle', { name: revoking?.name ?? '' })}
      >
        <p>{t('revokeText')}</p>
        <div className="flex flex-wrap gap-2">
          <Button variant="destructive" onClick={() => revoking && void revoke(revoking)}>
            {t('revoke')}
          </Button>
          <Button variant="outline" onClick={() => setRevoking(null)}>
            {t('keep')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function KeyWords({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('account');
  const format = useFormatter();
  const day = (time: string): string => format.dateTime(new Date(time), { dateStyle: 'medium' });
  const { name, hint, scopes, createdAt, usedAt, expiresAt } = apiKey;
  const expired = expiresAt !== null && Date.parse(expiresAt) < Date.now();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
        {name} <code className="text-xs text-muted-foreground">…{hint}</code>
        {expired && <Badge variant="warn">{t('expired')}</Badge>}
      </p>
      <p className="text-muted-foreground">
        {t('scopeCount', { count: scopes.length })} · {t('made', { time: day(createdAt) })} ·{' '}
        {usedAt ? t('keyUsed', { time: day(usedAt) }) : t('neverUsed')} ·{' '}
        {expiresAt ? t('expires', { time: day(expiresAt) }) : t('expiresNever')}
      </p>
    </div>
  );
}
