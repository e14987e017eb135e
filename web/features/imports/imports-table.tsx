import { useFormatter, useTranslations } from 'use-intl';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import type { ImportJob } from './import-types';
import { StatusBadge } from './status-badge';
import { Link } from '../../ui/link';

export function ImportsTable({ jobs }: { jobs: readonly ImportJob[] }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  return (
    <Table>
      <thead>
        <tr>
          <TableHead>{t('source')}</TableHead>
          <TableHead className="max-sm:hidden">{t('supplier')}</TableHead>
          <TableHead>{t('state')}</TableHead>
          <TableHead className="text-right max-sm:hidden">{t('result')}</TableHead>
          <TableHead className="max-sm:hidden">{t('when')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <TableRow key={job.id}>
            <TableCell className="max-w-40 xl:max-w-64">
              <Link href={`/imports/${job.id}`} className="block truncate font-medium hover:underline">
                {job.file.name}
              </Link>
              <span className="block truncate text-muted-foreground sm:hidden">{job.supplier?.name}</span>
            </TableCell>
            <TableCell className="max-sm:hidden">{job.supplier?.name}</TableCell>
            <TableCell className="min-w-36 xl:min-w-52">
              <StatusBadge job={job} />
            </TableCell>
            <TableCell className="text-right tabular-nums max-sm:hidden">
              {job.rows?.['read'] === undefined ? '' : format.number(job.rows['read'])}
            </TableCell>
            <TableCell className="whitespace-nowrap max-sm:hidden">
              <time dateTime={job.createdAt}>
                {format.dateTime(new Date(job.createdAt), { dateStyle: 'short', timeStyle: 'short' })}
              </time>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
