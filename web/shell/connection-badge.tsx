import { Radio, RefreshCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useConnection } from '../api/live';
import { Badge } from '../ui/badge';

/** Whether what is shown comes by itself, or is asked for every few seconds. */
export function ConnectionBadge() {
  const t = useTranslations('shell');
  const state = useConnection();
  const Icon = state === 'live' ? Radio : RefreshCw;
  return (
    <Badge role="status" variant={state === 'live' ? 'ok' : 'default'} title={t(state)}>
      <Icon aria-hidden="true" />
      <span className="hidden lg:inline">{t(state === 'polling' ? 'connecting' : state)}</span>
      <span className="sr-only lg:hidden">{t(state)}</span>
    </Badge>
  );
}
