import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { readHealth } from '../features/overview/read-health';
import { Alert } from '../ui/alert';

const REFRESH_MS = 10_000;

/** Names what is down while it is; goes away by itself. */
export function PartsDownBar() {
  const t = useTranslations();
  const { data, isError } = useQuery({
    queryKey: ['health'],
    queryFn: readHealth,
    refetchInterval: REFRESH_MS,
    retry: false,
  });
  const down = Object.entries(data ?? {}).flatMap(([name, { status }]) => (status === 'down' ? name : []));
  if (!isError && down.length === 0) return null;
  return (
    <Alert variant="warn" className="mx-4 mt-3 md:mx-8">
      {isError ? t('common.unreachable') : t('shell.partsDown', { parts: down.join(', ') })}
    </Alert>
  );
}
