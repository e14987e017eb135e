import { useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../../api/client';
import { sendOnce } from '../../api/read-answer';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { NativeSelect } from '../../ui/input';
import { Differences } from './differences';
import type { ImportJob, PlannedRow } from './import-types';
import { RowCounts } from './row-counts';

const kinds = ['', 'create', 'update', 'review', 'moved'] as const;
const PAGE = 50;

/** What the file would change, before it changes it: all of it, some rows left out, or nothing. */
export function PlanReview(props: { job: ImportJob; onDecided: () => Promise<void> }) {
  const { job } = props;
  const t = useTranslations();
  const [kind, setKind] = useState<(typeof kinds)[number]>('');
  const [rows, setRows] = useState<readonly PlannedRow[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [excluded, setExcluded] = useState<ReadonlySet<number>>(new Set());
  const [problem, setProblem] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);

  const readPage = useCallback(
    (cursor: string | null) =>
      answerOf(
        api.GET('/api/v1/imports/{id}/plan', {
          params: {
            path: { id: job.id },
            query: { limit: String(PAGE), ...(kind && { kind }), ...(cursor && { cursor }) },
          },
        }),
      ),
    [job.id, kind],
  );
  useEffect(() => {
    let ended = false;
    readPage(null).then((page) => {
      if (ended) return;
      setRows(page.items);
      setNext(page.nextCursor);
    }, setProblem);
    return () => {
      ended = true;
    };
  }, [readPage]);

  const more = async (): Promise<void> => {
    const page = await readPage(next);
    setRows([...rows, ...page.items]);
    setNext(page.nextCursor);
  };
  const decide = async (path: string, body: object): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await sendOnce(`/api/v1/imports/${job.id}/${path}`, body);
      await props.onDecided();
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  };
  const confirm = (): Promise<void> =>
    decide('confirm', {
      planId: job.operationId,
      ...(excluded.size > 0 ? { exclude: { lines: [...excluded] } } : {}),
    });

  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-base font-medium">{t('imports.plan')}</h2>
      <RowCounts job={job} />
      {problem && <Problem error={problem} />}
      <div className="flex gap-3">
        <Button size="lg" disabled={busy} onClick={() => void confirm()}>
          {t('imports.confirm')}
        </Button>
        <Button size="lg" variant="outline" disabled={busy} onClick={() => void decide('cancel', {})}>
          {t('imports.cancel')}
        </Button>
      </div>
      <label className="flex items-center gap-2 text-sm">
        {t('imports.show')}
        <NativeSelect
          value={kind}
          onChange={(event) => setKind(event.target.value as (typeof kinds)[number])}
        >
          {kinds.map((name) => (
            <option key={name} value={name}>
              {t(`imports.kinds.${name || 'all'}`)}
            </option>
          ))}
        </NativeSelect>
      </label>
      <Differences rows={rows} excluded={excluded} onExclude={setExcluded} />
      {next && (
        <Button variant="outline" className="self-start" onClick={() => void more().catch(setProblem)}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}
