import { CircleCheck, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { useBytes } from './use-bytes';
import type { Upload } from './use-uploads';

export function UploadList(props: { uploads: readonly Upload[]; onRemove: (key: number) => void }) {
  const t = useTranslations('firstLook');
  const bytesOf = useBytes();
  return (
    <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
      {props.uploads.map(({ key, name, bytes, share, fileId, problem }) => (
        <li key={key} className="flex flex-col gap-2 px-4 py-3">
          <div className="flex items-center gap-3">
            <span className="min-w-0 flex-1 truncate font-medium" title={name}>
              {name}
            </span>
            <span className="text-xs whitespace-nowrap text-muted-foreground tabular-nums">
              {bytesOf(bytes)}
            </span>
            {fileId && (
              <span className="flex items-center gap-1 text-xs text-ok">
                <CircleCheck aria-hidden="true" className="size-4" />
                {t('received')}
              </span>
            )}
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('remove', { name })}
              disabled={!fileId && !problem}
              onClick={() => props.onRemove(key)}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
          {!fileId && !problem && (
            <progress
              value={share}
              max={1}
              aria-label={t('sendingFile', { name })}
              className="h-1.5 w-full accent-primary"
            />
          )}
          {problem && <Problem error={problem} />}
        </li>
      ))}
    </ul>
  );
}
