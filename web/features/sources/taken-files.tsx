import { useFormatter, useTranslations } from 'use-intl';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { useTakenFiles } from './use-sources';
import { Link } from '../../ui/link';

/** The files a source brought last, each with what it became. */
export function TakenFiles({ sourceId }: { sourceId: string }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  const { data } = useTakenFiles(sourceId);
  if (!data || data.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('taken')}</h2>
      <Table>
        <thead>
          <tr>
            <TableHead>{t('file')}</TableHead>
            <TableHead>{t('outcome')}</TableHead>
            <TableHead>{t('when')}</TableHead>
          </tr>
        </thead>
        <tbody>
          {data.map(({ id, name, outcome, importId, takenAt }) => (
            <TableRow key={id}>
              <TableCell className="max-w-72 truncate">{name}</TableCell>
              <TableCell>
                {importId ? (
                  <Link href={`/imports/${importId}`} className="underline underline-offset-4">
                    {t(`outcomes.${outcome}`)}
                  </Link>
                ) : (
                  t(`outcomes.${outcome}`)
                )}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <time dateTime={takenAt}>
                  {format.dateTime(new Date(takenAt), { dateStyle: 'short', timeStyle: 'short' })}
                </time>
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
