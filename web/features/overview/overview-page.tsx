'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { Button } from '../../ui/button';
import { Badge } from '../../ui/badge';
import { Skeleton } from '../../ui/skeleton';
import { ImportsTable } from '../imports/imports-table';
import { useImports } from '../imports/use-imports';
import { readHealth } from './read-health';

const RECENT = 5;

/** How much there is, what happened last, and whether all parts work. */
export function OverviewPage() {
  const t = useTranslations('overview');
  const format = useFormatter();
  const imports = useImports();
  const { data: count } = useQuery({
    queryKey: ['products', 'count'],
    queryFn: async () => (await readAnswer<{ total: number }>('/api/v1/products?limit=1&total=exact')).total,
  });
  const recent = imports.data?.pages[0]?.items.slice(0, RECENT);
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <Button asChild>
          <Link href="/imports/new">{t('importFile')}</Link>
        </Button>
      </div>
      <section>
        <p className="h-8 text-[1.75rem] leading-8 font-semibold tabular-nums">
          {count === undefined ? <Skeleton className="h-8 w-32" /> : format.number(count)}
        </p>
        <p className="text-muted-foreground">{t('inCatalogue', { count: count ?? 0 })}</p>
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="text-base font-medium">{t('recentImports')}</h2>
        {recent ? (
          recent.length > 0 ? (
            <ImportsTable jobs={recent} />
          ) : (
            <div className="flex flex-col items-start gap-3">
              <p>{t('noImports')}</p>
              <Button asChild variant="outline">
                <Link href="/first-look">{t('compare')}</Link>
              </Button>
            </div>
          )
        ) : (
          <Skeleton className="h-40" />
        )}
      </section>
      <Databases />
    </div>
  );
}

function Databases() {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { data } = useQuery({ queryKey: ['health'], queryFn: readHealth, refetchInterval: 10_000 });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('databases')}</h2>
      <ul className="flex min-h-7 flex-wrap gap-2">
        {Object.entries(data ?? {}).map(([name, { status, latencyMs }]) => (
          <li key={name}>
            <Badge variant={status === 'up' ? 'ok' : 'bad'}>
              {name} · {t(status)} · {format.number(latencyMs)} ms
            </Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}
