import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sendOnce } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { ReviewRowChoice } from './review-row-choice';
import type { Decision, ReviewRow } from './review-types';
import { useReviewRows } from './use-review';

/** The API takes as many at once. */
const MOST_AT_ONCE = 1_000;

/** The rows of an import that no one product fits: each is decided about, and all decisions are sent together. */
export function ReviewRows(props: { importId: string; onDecided: () => Promise<void> }) {
  const t = useTranslations('review');
  const more = useTranslations('common')('more');
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useReviewRows(props.importId);
  const [decisions, setDecisions] = useState<ReadonlyMap<number, Decision>>(new Map());
  const { busy, problem, run } = useAction();
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  if (error) return <Problem error={error} />;
  if (!data) return <Skeleton className="h-72" />;
  if (rows.length === 0) return null;

  const open = rows.filter(({ line }) => !decisions.has(line));
  const decideOpen = (decisionOf: (row: ReviewRow) => Decision | null): void => {
    const made = new Map(decisions);
    for (const row of open) {
      const decision = decisionOf(row);
      if (decision) made.set(row.line, decision);
    }
    setDecisions(made);
  };
  const send = (): Promise<void> =>
    run(async () => {
      const sent = [...decisions].slice(0, MOST_AT_ONCE);
      await sendOnce(`/api/v1/imports/${props.importId}/review`, {
        decisions: sent.map(([line, decision]) => ({ line, ...decision })),
      });
      setDecisions(new Map([...decisions].slice(MOST_AT_ONCE)));
      await props.onDecided();
    });

  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('rowsTitle')}</h2>
      <p className="text-sm text-muted-foreground">{t('rowsHint')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-sm">{t('allOpen', { count: open.length })}</span>
        <Button
          variant="outline"
          size="sm"
          disabled={open.length === 0}
          onClick={() => decideOpen(({ candidates }) => only(candidates))}
        >
          {t('chooseOnly')}
        </Button>
        <Button
          variant="outline"
          size="sm"
          disabled={open.every(({ actions }) => !actions.includes('create'))}
          onClick={() =>
            decideOpen(({ actions }) => (actions.includes('create') ? { action: 'create' } : null))
          }
        >
          {t('createAll')}
        </Button>
        <Button
          variant="outline"
          size="sm"
          disabled={open.length === 0}
          onClick={() => decideOpen(() => ({ action: 'ignore' }))}
        >
          {t('ignoreAll')}
        </Button>
        {decisions.size > 0 && (
          <Button variant="ghost" size="sm" onClick={() => setDecisions(new Map())}>
            {t('forget')}
          </Button>
        )}
      </div>
      <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
        {rows.map((row) => (
          <ReviewRowChoice
            key={row.line}
            row={row}
            decision={decisions.get(row.line) ?? null}
            onDecide={(decision) => setDecisions(new Map(decisions).set(row.line, decision))}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button
          variant="outline"
          className="self-start"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {more}
        </Button>
      )}
      {problem && <Problem error={problem} />}
      <Button
        size="lg"
        className="self-start"
        disabled={busy || decisions.size === 0}
        onClick={() => void send()}
      >
        {t('send', { count: decisions.size })}
      </Button>
    </section>
  );
}

/** The one product a row may be; with several a person says which. */
const only = (candidates: ReviewRow['candidates']): Decision | null =>
  candidates.length === 1 ? { action: 'product', productId: candidates[0]!.id } : null;
