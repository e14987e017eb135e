'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { Problem } from '../../shell/problem';
import { ImportsTable } from './imports-table';
import { useImports } from './use-imports';
import { Link } from '../../ui/link';

export function ImportsPage() {
  const t = useTranslations();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useImports();
  const jobs = data?.pages.flatMap(({ items }) => items);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('imports.listTitle')}</h1>
        <Button asChild>
          <Link href="/imports/new">{t('imports.new')}</Link>
        </Button>
      </div>
      {error && <Problem error={error} />}
      {!jobs && !error && <Skeleton className="h-64" />}
      {jobs && (jobs.length > 0 ? <ImportsTable jobs={jobs} /> : <NoImports />)}
      {hasNextPage && (
        <Button
          variant="outline"
          className="self-start"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('common.more')}
        </Button>
      )}
    </div>
  );
}

function NoImports() {
  const t = useTranslations('imports');
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t('noImports')}</p>
      <Button asChild variant="outline">
        <Link href="/first-look">{t('compare')}</Link>
      </Button>
    </div>
  );
}
