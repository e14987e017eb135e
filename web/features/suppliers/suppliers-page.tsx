'use client';

import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { useSuppliers } from './use-suppliers';
import { Link } from '../../ui/link';

export function SuppliersPage() {
  const t = useTranslations('suppliers');
  const { data, error } = useSuppliers();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <Button asChild>
          <Link href="/suppliers/new">{t('new')}</Link>
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
              <TableHead>{t('code')}</TableHead>
              <TableHead className="text-right" title={t('priorityHint')}>
                {t('priority')}
              </TableHead>
              <TableHead>{t('currency')}</TableHead>
            </tr>
          </thead>
          <tbody>
            {data.map(({ id, name, code, priority, currency }) => (
              <TableRow key={id}>
                <TableCell>
                  <Link href={`/suppliers/${id}`} className="font-medium hover:underline">
                    {name}
                  </Link>
                </TableCell>
                <TableCell>
                  <code className="text-xs">{code}</code>
                </TableCell>
                <TableCell className="text-right tabular-nums">{priority}</TableCell>
                <TableCell>{currency}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
