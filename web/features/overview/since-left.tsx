import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { markSeen, useLeftAt } from '../../shell/presence';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { sumOf } from './use-figures';
import { Link } from '../../ui/link';

interface Operation {
  readonly id: string;
  readonly kind: string;
  readonly by: string;
  readonly at: string;
  readonly importId: string | null;
  readonly file: string | null;
  readonly counts: { readonly created?: number; readonly updated?: number } | null;
}

const DAY_MS = 86_400_000;
const READ = 50;
const SHOWN = 6;

/** The operations since one was away, or of the last day. */
export function useSinceLeft() {
  const leftAt = useLeftAt();
  const [yesterday] = useState(() => Date.now() - DAY_MS);
  const since = new Date(leftAt ?? yesterday);
  const query = useQuery({
    queryKey: ['products', 'since', since.getTime()],
    queryFn: () =>
      readAnswer<{ items: readonly Operation[]; nextCursor: string | null }>(
        `/api/v1/operations?limit=${READ}&since=${since.toISOString()}`,
      ),
  });
  return { leftAt, since, query };
}

/** What others and the suppliers' files did to the catalogue while one was away. */
export function SinceLeft({ leftAt, since, query: { data, error } }: ReturnType<typeof useSinceLeft>) {
  const t = useTranslations('dashboard');
  const format = useFormatter();
  const items = data?.items ?? [];
  return (
    <section className="flex flex-col gap-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-base font-medium">{leftAt === null ? t('lastDay') : t('since')}</h2>
        {leftAt !== null && items.length > 0 && (
          <Button variant="outline" size="sm" onClick={markSeen}>
            {t('seen')}
          </Button>
        )}
      </div>
      {leftAt !== null && (
        <p className="text-muted-foreground">
          {t('sinceTime', { time: format.dateTime(since, { dateStyle: 'medium', timeStyle: 'short' }) })}
        </p>
      )}
      {error && <Problem error={error} />}
      {data && items.length === 0 && <p>{t('noChange')}</p>}
      {items.length > 0 && (
        <>
          <p className="font-medium">
            {t('changes', {
              created: sumOf(items, ({ counts }) => counts?.created ?? 0),
              updated: sumOf(items, ({ counts }) => counts?.updated ?? 0),
            })}
          </p>
          <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
            {items.slice(0, SHOWN).map((operation) => (
              <OperationLine key={operation.id} operation={operation} />
            ))}
          </ul>
          {items.length > SHOWN && (
            <p className="text-muted-foreground">
              {t('moreOperations', { count: items.length - SHOWN })}. {data?.nextCursor && t('atLeast')}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function OperationLine({ operation }: { operation: Operation }) {
  const { id, kind, by, at, importId, file, counts } = operation;
  const t = useTranslations('dashboard');
  const format = useFormatter();
  const kindKey = `operations.${kind as 'import'}` as const;
  const words = t.has(kindKey) ? t(kindKey) : kind;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
      <time dateTime={at} className="text-muted-foreground tabular-nums">
        {format.dateTime(new Date(at), { dateStyle: 'short', timeStyle: 'short' })}
      </time>
      {importId ? (
        <Link href={`/imports/${importId}`} className="min-w-0 underline underline-offset-4 wrap-anywhere">
          {words} {file}
        </Link>
      ) : (
        <span>{words}</span>
      )}
      <span className="text-muted-foreground">
        {by}
        {counts && ` · ${t('changes', { created: counts.created ?? 0, updated: counts.updated ?? 0 })}`}
      </span>
      <Link href={`/products?operationId=${id}`} className="ml-auto underline underline-offset-4">
        {t('products')}
      </Link>
    </li>
  );
}
