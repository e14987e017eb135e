import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge';
import { FileFailure } from './file-failure';
import type { Comparison, Findings, LookFile } from './look-types';
import { useBytes } from './use-bytes';

/** One file: how it was read, what its columns were taken for, and which of its rows are left out. */
export function FileCard(props: { file: LookFile; share: Comparison['files'][number] | undefined }) {
  const { file, share } = props;
  const t = useTranslations('firstLook');
  const bytesOf = useBytes();
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-border bg-card px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-medium wrap-anywhere">{file.name}</h3>
        <span className="text-sm text-muted-foreground">
          {file.supplier} · {bytesOf(file.bytes)}
          {file.findings && <> · {describe(file.findings.detection, t('tab'))}</>}
        </span>
      </div>
      {file.failure && <FileFailure failure={file.failure} />}
      {file.findings && <Counts findings={file.findings} share={share} />}
      {file.findings && <Columns columns={file.findings.columns} />}
      {file.findings && file.findings.errors.length > 0 && (
        <ul className="flex flex-col gap-1">
          {file.findings.errors.map(({ cause, count, message, example }) => (
            <li key={cause}>
              <Badge variant="bad">{t('rejectedRows', { count })}</Badge> {message} ·{' '}
              {t('line', { line: example.line })}
              {example.header && `, ${example.header}`}
              {example.value !== null && ` : ${example.value}`}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function describe(detection: Findings['detection'], tab: string): string {
  const { format, compression, encoding, delimiter, sheet } = detection;
  return [format.toUpperCase(), compression, encoding, delimiter === '\t' ? tab : delimiter, sheet]
    .filter((part) => part !== null)
    .join(' · ');
}

function Counts(props: { findings: Findings; share: Comparison['files'][number] | undefined }) {
  const { findings, share } = props;
  const t = useTranslations('firstLook');
  const format = useFormatter();
  const counts: readonly (readonly [name: Count, value: number])[] = [
    ['read', findings.rows.read],
    ['rejected', findings.rows.rejected],
    ['products', share?.products ?? 0],
    ['repeated', share?.repeated ?? 0],
    ['shared', share?.shared ?? 0],
    ['cheapest', share?.cheapest ?? 0],
    ['withoutGtin', findings.gtins.missing],
    ['withoutImage', share?.withoutImage ?? 0],
  ];
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2">
      {counts.map(([name, value]) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-xs text-muted-foreground">{t(`counts.${name}`)}</dt>
          <dd className="font-semibold tabular-nums">{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

type Count =
  'read' | 'rejected' | 'products' | 'repeated' | 'shared' | 'cheapest' | 'withoutGtin' | 'withoutImage';

function Columns({ columns }: { columns: Findings['columns'] }) {
  const t = useTranslations('firstLook');
  const imports = useTranslations('imports');
  const known = columns.filter(({ field }) => field !== null);
  const ignored = columns.filter(({ field, header }) => field === null && header !== null);
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={t('columns')} className="flex flex-wrap gap-2">
        {known.map(({ column, header, field, confidence }) => (
          <li key={column} className="rounded-md border border-border px-2 py-1 text-xs">
            {header ?? t('column', { column })} <span aria-hidden="true">→</span>{' '}
            <code className="text-primary">{field}</code>{' '}
            <span className="text-muted-foreground">{imports(`sureness.${confidence as 'exact'}`)}</span>
          </li>
        ))}
      </ul>
      {ignored.length > 0 && (
        <details className="text-sm text-muted-foreground">
          <summary className="cursor-pointer">{t('ignored', { count: ignored.length })}</summary>
          <p className="mt-1 break-words">{ignored.map(({ header }) => header).join(', ')}</p>
        </details>
      )}
    </div>
  );
}
