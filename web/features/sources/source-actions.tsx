import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { readAnswer, sendOnce } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { SourceError } from './source-state';
import type { Source, SourceTest } from './source-types';

/** Test, fetch now, pause: and what came of it. */
export function SourceActions({ source }: { source: Source }) {
  const t = useTranslations('sources');
  const client = useQueryClient();
  const { busy, problem, run } = useAction();
  const [test, setTest] = useState<SourceTest | null>(null);
  const [asked, setAsked] = useState(false);
  const path = `/api/v1/import-sources/${source.id}`;
  const act = (work: () => Promise<unknown>): void => {
    setTest(null);
    setAsked(false);
    void run(async () => {
      await work();
      await client.invalidateQueries({ queryKey: ['sources'] });
    });
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          variant="outline"
          disabled={busy}
          onClick={() =>
            act(async () => setTest(await readAnswer<SourceTest>(`${path}/test`, { method: 'POST' })))
          }
        >
          {busy ? t('working') : t('test')}
        </Button>
        <Button
          variant="outline"
          disabled={busy}
          onClick={() =>
            act(async () => {
              await sendOnce(`${path}/poll`, {});
              setAsked(true);
            })
          }
        >
          {t('poll')}
        </Button>
        <Button
          variant="outline"
          disabled={busy}
          onClick={() => act(() => sendOnce(`${path}/${source.state === 'paused' ? 'resume' : 'pause'}`, {}))}
        >
          {source.state === 'paused' ? t('resume') : t('pause')}
        </Button>
      </div>
      {problem && <Problem error={problem} />}
      {asked && <Alert>{t('asked')}</Alert>}
      {test && <TestResult test={test} />}
    </div>
  );
}

function TestResult({ test }: { test: SourceTest }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  if (test.error)
    return (
      <Alert variant="bad">
        <SourceError error={test.error} />
      </Alert>
    );
  return (
    <Alert>
      <p>{t('testOk', { count: test.total })}</p>
      <ul className="mt-1 text-xs">
        {test.files.map(({ name, bytes }) => (
          <li key={name} className="wrap-anywhere">
            {name}
            {bytes !== null &&
              ` · ${format.number(bytes, { style: 'unit', unit: 'byte', notation: 'compact' })}`}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
