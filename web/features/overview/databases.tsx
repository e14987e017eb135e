import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge';
import { readHealth } from './read-health';

/** Whether all parts answer, and how fast. */
export function Databases() {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { data } = useQuery({ queryKey: ['health'], queryFn: readHealth, refetchInterval: 10_000 });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('databases')}</h2>
      <ul className="flex min-h-7 flex-wrap gap-2">
        {Object.entries(data ?? {}).map(([name, { status, latencyMs }]) => (
          <li key={name}>
            <Badge variant={status === 'up' ? 'ok' : 'bad'}>
              {name} · {t(status)} · {format.number(latencyMs)} ms
            </Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}
