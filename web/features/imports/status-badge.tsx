import { useTranslations } from 'use-intl';
import { Badge, type BadgeVariant } from '../../ui/badge';
import { isRunning, type ImportJob } from './import-types';

const variants: Readonly<Record<string, BadgeVariant>> = {
  completed: 'ok',
  completed_with_errors: 'warn',
  held_by_guard: 'warn',
  awaiting_confirmation: 'warn',
  failed: 'bad',
};

export function StatusBadge({ job }: { job: ImportJob }) {
  const t = useTranslations('imports');
  return (
    <Badge variant={isRunning(job) ? 'running' : (variants[job.status] ?? 'default')}>
      {t(`status.${job.status as 'queued'}`)}
    </Badge>
  );
}
