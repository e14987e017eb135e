'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { GuardFindings } from '../imports/guard-findings';
import { useImportJob } from '../imports/use-imports';
import type { WaitingImport } from './review-types';
import { useWaiting } from './use-review';
import { Link } from '../../ui/link';

/** All that waits for a person: held files, plans to be confirmed, rows to be decided about. */
export function WaitingPage() {
  const t = useTranslations();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useWaiting();
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-xl font-semibold tracking-tight">{t('review.title')}</h1>
      {error && <Problem error={error} />}
      {!items && !error && <Skeleton className="h-64" />}
      {items?.length === 0 && <p>{t('review.empty')}</p>}
      {items && items.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {items.map((item) => (
            <Waiting key={item.id} item={item} />
          ))}
        </ul>
      )}
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

function Waiting({ item }: { item: WaitingImport }) {
  const t = useTranslations('review');
  const format = useFormatter();
  const kind = item.kind === 'import.held' ? 'held' : item.kind === 'import.planned' ? 'planned' : 'rows';
  return (
    <li className="flex flex-col gap-2 px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Badge variant={kind === 'held' ? 'warn' : 'default'}>{t(`kinds.${kind}`)}</Badge>
        <Link href={item.address} className="font-medium underline underline-offset-4">
          {item.supplier?.name ?? t('own')}
        </Link>
        {item.rows > 0 && <span>{t('rows', { count: item.rows })}</span>}
        <time dateTime={item.since} className="text-muted-foreground">
          {format.dateTime(new Date(item.since), { dateStyle: 'medium', timeStyle: 'short' })}
        </time>
      </div>
      {kind === 'held' && <Findings importId={item.id} />}
    </li>
  );
}

/** What is unusual about a held file; what becomes of it is said on its own page. */
function Findings({ importId }: { importId: string }) {
  const { data: job } = useImportJob(importId);
  return job ? <GuardFindings findings={job.guard} /> : null;
}
