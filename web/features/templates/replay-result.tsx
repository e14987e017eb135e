import { useTranslations } from 'use-intl';
import { Alert } from '../../ui/alert';
import { shownValue } from '../../ui/shown-value';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import type { ReplayedFile } from './template-types';
import { Link } from '../../ui/link';

/** What the last files would say by the new columns. */
export function ReplayResult({ files }: { files: readonly ReplayedFile[] }) {
  const t = useTranslations('templates');
  return (
    <section aria-live="polite" className="flex flex-col gap-4">
      <h2 className="text-base font-medium">{t('replayTitle')}</h2>
      {files.length === 0 && <p className="text-sm">{t('nothingToReplay')}</p>}
      {files.map((file) => (
        <article key={file.importId} className="flex flex-col gap-2 text-sm">
          <h3 className="flex flex-wrap gap-x-3">
            <Link href={`/imports/${file.importId}`} className="font-medium underline underline-offset-4">
              {file.file}
            </Link>
            <span className="text-muted-foreground">{file.supplier}</span>
          </h3>
          {file.problem ? (
            <Alert variant="bad">{file.problem.message}</Alert>
          ) : (
            <p>
              {t('replayed', { rows: file.rows, differing: file.differing })}
              {!file.complete && ` ${t('incomplete')}`}
              {file.newlyRejected > 0 && (
                <strong className="text-bad"> {t('newlyRejected', { count: file.newlyRejected })}</strong>
              )}
              {file.newlyRead > 0 && ` ${t('newlyRead', { count: file.newlyRead })}`}
            </p>
          )}
          {file.differences.length > 0 && <Differing file={file} />}
        </article>
      ))}
    </section>
  );
}

function Differing({ file }: { file: ReplayedFile }) {
  const t = useTranslations('templates');
  return (
    <Table>
      <thead>
        <tr>
          <TableHead className="text-right">{t('line')}</TableHead>
          <TableHead>{t('changes')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {file.differences.map(({ line, fields }) => (
          <TableRow key={line}>
            <TableCell className="text-right tabular-nums">{line}</TableCell>
            <TableCell>
              <ul>
                {Object.entries(fields).map(([field, [before, after]]) => (
                  <li key={field}>
                    <span className="text-muted-foreground">{field}</span> {shownValue(before)} →{' '}
                    {shownValue(after)}
                  </li>
                ))}
              </ul>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
