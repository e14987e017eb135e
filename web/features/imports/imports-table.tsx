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
          <TableHead>{t('supplier')}</TableHead>
          <TableHead>{t('state')}</TableHead>
          <TableHead className="text-right">{t('result')}</TableHead>
          <TableHead>{t('when')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <TableRow key={job.id}>
            <TableCell className="max-w-72 truncate">
              <Link href={`/imports/${job.id}`} className="font-medium hover:underline">
                {job.file.name}
              </Link>
            </TableCell>
            <TableCell>{job.supplier?.name}</TableCell>
            <TableCell>
              <StatusBadge job={job} />
            </TableCell>
            <TableCell className="text-right tabular-nums">
              {job.rows?.['read'] === undefined ? '' : format.number(job.rows['read'])}
            </TableCell>
            <TableCell className="whitespace-nowrap">
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
