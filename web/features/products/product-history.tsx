import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { answerOf, api } from '../../api/client';
import { Problem } from '../../shell/problem';
import { shownValue } from '../../ui/shown-value';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { useFieldName } from '../imports/use-names';
import type { HistoryEntry } from './product-types';

/** Who or what set each value: the person, or the supplier's file and its line. */
export function ProductHistory({ id }: { id: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const fieldName = useFieldName();
  const { data, error } = useQuery({
    queryKey: ['products', id, 'history'],
    queryFn: async () =>
      (await answerOf(api.GET('/api/v1/products/{id}/history', { params: { path: { id } } }))).items,
  });
  const by = ({ supplier, file, line, by: who }: HistoryEntry['cause']): string =>
    [supplier ?? who, file, line === null ? null : `${t('imports.line')} ${line}`]
      .filter(Boolean)
      .join(' · ');
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('products.history')}</h2>
      {error && <Problem error={error} />}
      {data && (
        <Table>
          <thead>
            <tr>
              <TableHead>
                {t('products.when')} · {t('products.by')}
              </TableHead>
              <TableHead>{t('products.what')}</TableHead>
            </tr>
          </thead>
          <tbody>
            {data.map((entry) => (
              <TableRow key={`${entry.operationId} ${entry.version} ${entry.cause.line}`}>
                <TableCell className="w-1/3 align-top">
                  <time dateTime={entry.at} className="block whitespace-nowrap">
                    {format.dateTime(new Date(entry.at), { dateStyle: 'short', timeStyle: 'short' })}
                  </time>
                  <span className="text-muted-foreground">{by(entry.cause)}</span>
                </TableCell>
                <TableCell className="align-top">
                  <ul>
                    {entry.changes.map(({ field, old, new: value }) => (
                      <li key={field}>
                        <span className="text-muted-foreground">{fieldName(field)}</span>{' '}
                        {old === null ? shownValue(value) : `${shownValue(old)} → ${shownValue(value)}`}
                      </li>
                    ))}
                  </ul>
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
