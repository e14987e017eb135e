import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge';
import type { Look, LookFile } from './look-types';

/** How far it is, and which files are read by now. */
export function LookProgress({ look }: { look: Look }) {
  const t = useTranslations('firstLook');
  const format = useFormatter();
  const stateOf = ({ findings, failure }: LookFile) => {
    if (failure) return <Badge variant="bad">{t('unread')}</Badge>;
    if (findings) return <Badge variant="ok">{t('rowsRead', { count: findings.rows.read })}</Badge>;
    return <Badge>{t('toRead')}</Badge>;
  };
  return (
    <section className="flex max-w-3xl flex-col gap-4">
      <p role="status">{t(`status.${look.status as 'queued'}`)}</p>
      <div className="flex items-center gap-3">
        <progress
          value={look.progress}
          max={1}
          aria-label={t('progress')}
          className="h-2 w-full accent-primary"
        />
        <span className="text-sm tabular-nums">
          {format.number(look.progress, { style: 'percent', maximumFractionDigits: 0 })}
        </span>
      </div>
      <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
        {look.files.map((file) => (
          <li key={file.position} className="flex items-center justify-between gap-3 px-4 py-2">
            <span className="min-w-0 truncate">{file.name}</span>
            {stateOf(file)}
          </li>
        ))}
      </ul>
    </section>
  );
}
