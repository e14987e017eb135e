import { useTranslations } from 'use-intl';
import { ApiProblem } from '../api/problem';
import { Alert } from '../ui/alert';

/** What failed and why, with the number an operator finds it by. */
export function Problem({ error }: { error: Error }) {
  const t = useTranslations('common');
  const requestId = error instanceof ApiProblem ? error.requestId : null;
  return (
    <Alert variant="bad">
      {/* A TypeError is what fetch throws when nobody answers. */}
      <p>{error instanceof TypeError ? t('unreachable') : error.message}</p>
      {requestId && <p className="mt-1 text-xs">{t('requestId', { id: requestId })}</p>}
    </Alert>
  );
}
