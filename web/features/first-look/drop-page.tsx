'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { sendOnce } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { DropZone } from './drop-zone';
import type { Look } from './look-types';
import { UploadList } from './upload-list';
import { useUploads } from './use-uploads';

/** As many as the server compares at once. */
const MOST_FILES = 20;

/** Files of several suppliers, dropped as they came: no account of them, no columns to be named. */
export function DropPage() {
  const t = useTranslations('firstLook');
  const router = useRouter();
  const { uploads, add, remove } = useUploads();
  const { busy, problem, run } = useAction();
  const ready = uploads.flatMap(({ fileId }) => (fileId === null ? [] : [{ fileId }]));
  const waiting = uploads.some(({ fileId, problem: wrong }) => fileId === null && wrong === null);
  const start = (): Promise<void> =>
    run(async () => {
      const { id } = await sendOnce<Look>('/api/v1/first-looks', { files: ready });
      router.push(`/first-look/${id}`);
    });
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <div className="flex flex-col gap-2">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <p className="text-muted-foreground">{t('intro')}</p>
      </div>
      <DropZone onFiles={(files) => void add(files)} />
      {uploads.length > 0 && <UploadList uploads={uploads} onRemove={remove} />}
      {ready.length > MOST_FILES && <p role="alert">{t('tooMany', { count: MOST_FILES })}</p>}
      {problem && <Problem error={problem} />}
      <Button
        size="lg"
        className="self-start"
        disabled={busy || waiting || ready.length === 0 || ready.length > MOST_FILES}
        onClick={() => void start()}
      >
        {waiting ? t('uploading') : t('start', { count: ready.length })}
      </Button>
    </div>
  );
}
