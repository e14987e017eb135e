'use client';

import { useParams, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Skeleton } from '../../ui/skeleton';
import { SourceActions } from './source-actions';
import { SourceForm } from './source-form';
import { SourceError, SourceState } from './source-state';
import { Times } from './sources-page';
import type { Source } from './source-types';
import { TakenFiles } from './taken-files';
import { useSource } from './use-sources';
import { Link } from '../../ui/link';

export function NewSourcePage() {
  const t = useTranslations('sources');
  const router = useRouter();
  return (
    <div className="flex flex-col gap-6">
      <Back />
      <h1 className="text-xl font-semibold tracking-tight">{t('newTitle')}</h1>
      <SourceForm
        seen={null}
        onSaved={({ id }) => router.push(`/sources/${id}`)}
        onReload={() => undefined}
      />
    </div>
  );
}

/** One source: how it is, what it brought, and what it is told. */
export function SourcePage() {
  const { id } = useParams<{ id: string }>();
  const { data: source, error, refetch } = useSource(id);
  // What the form began with; how the source is doing is read again all the time.
  const [seen, setSeen] = useState<Source | null>(null);
  const [round, setRound] = useState(0);
  if (source && !seen) setSeen(source);
  const reload = async (): Promise<void> => {
    const { data } = await refetch();
    if (data) setSeen(data);
    setRound(round + 1);
  };
  return (
    <div className="flex flex-col gap-6">
      <Back />
      {error && <Problem error={error} />}
      {!source && !error && <Skeleton className="h-96" />}
      {source && seen && (
        <>
          <section className="flex flex-col gap-3 text-sm">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <h1 className="text-xl font-semibold tracking-tight">{source.name}</h1>
              <SourceState source={source} />
            </div>
            <Times source={source} />
            {source.lastError && <SourceError error={source.lastError} />}
            <SourceActions source={source} />
          </section>
          <TakenFiles sourceId={id} />
          <SourceForm key={round} seen={seen} onSaved={setSeen} onReload={() => void reload()} />
        </>
      )}
    </div>
  );
}

function Back() {
  const t = useTranslations('sources');
  return (
    <Link href="/sources" className="self-start text-muted-foreground hover:underline">
      ← {t('back')}
    </Link>
  );
}
