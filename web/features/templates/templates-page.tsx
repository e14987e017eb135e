'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { useTemplates } from './use-templates';
import { Link } from '../../ui/link';

/** The ways in which files are read, by name. */
export function TemplatesPage() {
  const t = useTranslations('templates');
  const format = useFormatter();
  const { data, error } = useTemplates();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <Button asChild>
          <Link href="/templates/new">{t('new')}</Link>
        </Button>
      </div>
      {error && <Problem error={error} />}
      {!data && !error && <Skeleton className="h-64" />}
      {data?.length === 0 && <p>{t('empty')}</p>}
      {data && data.length > 0 && (
        <Table>
          <thead>
            <tr>
              <TableHead>{t('name')}</TableHead>
              <TableHead className="text-right">{t('version')}</TableHead>
              <TableHead>{t('changed')}</TableHead>
            </tr>
          </thead>
          <tbody>
            {data.map(({ id, name, version, updatedAt }) => (
              <TableRow key={id}>
                <TableCell>
                  <Link href={`/templates/${id}`} className="font-medium hover:underline">
                    {name}
                  </Link>
                </TableCell>
                <TableCell className="text-right tabular-nums">{version}</TableCell>
                <TableCell className="whitespace-nowrap">
                  <time dateTime={updatedAt}>
                    {format.dateTime(new Date(updatedAt), { dateStyle: 'short', timeStyle: 'short' })}
                  </time>
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
