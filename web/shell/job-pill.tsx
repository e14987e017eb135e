import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isRunning } from '../features/imports/import-types';
import { useImports } from '../features/imports/use-imports';
import { Badge } from '../ui/badge';
import { Link } from '../ui/link';

/** What runs right now, wherever one is. */
export function JobPill() {
  const t = useTranslations('shell');
  const { data } = useImports();
  const running = (data?.pages[0]?.items ?? []).filter(isRunning);
  const first = running[0];
  if (!first) return null;
  return (
    <Link href={running.length === 1 ? `/imports/${first.id}` : '/imports'}>
      <Badge variant="running">
        <LoaderCircle aria-hidden="true" className="animate-spin" />
        {t('running', { count: running.length })} · {Math.round(first.progress * 100)} %
      </Badge>
    </Link>
  );
}
