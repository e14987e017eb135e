'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { SourceActions } from './source-actions';
import { SourceError, SourceState } from './source-state';
import type { Source } from './source-types';
import { useSources } from './use-sources';
import { Link } from '../../ui/link';

/** Where files are fetched from, and how each of these places is. */
export function SourcesPage() {
  const t = useTranslations('sources');
  const { data, error } = useSources();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <Button asChild>
          <Link href="/sources/new">{t('new')}</Link>
        </Button>
      </div>
      {error && <Problem error={error} />}
      {!data && !error && <Skeleton className="h-64" />}
      {data?.length === 0 && <p>{t('empty')}</p>}
      {data && data.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {data.map((source) => (
            <SourceLine key={source.id} source={source} />
          ))}
        </ul>
      )}
    </div>
  );
}

function SourceLine({ source }: { source: Source }) {
  const t = useTranslations('sources');
  return (
    <li className="flex flex-col gap-3 px-4 py-3 text-sm lg:flex-row lg:items-start lg:justify-between">
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`/sources/${source.id}`} className="font-medium hover:underline">
            {source.name}
          </Link>
          <span className="text-muted-foreground">{t(`kinds.${source.kind}`)}</span>
          <SourceState source={source} />
        </div>
        <Times source={source} />
        {source.lastError && <SourceError error={source.lastError} />}
      </div>
      <SourceActions source={source} />
    </li>
  );
}

export function Times({ source }: { source: Source }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  const shown = (time: string | null): string =>
    time ? format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'short' }) : t('never');
  return (
    <p className="text-muted-foreground">
      {t('lastPoll', { time: shown(source.lastPolledAt) })} ·{' '}
      {t('lastFile', { time: shown(source.lastFileAt) })}
    </p>
  );
}
