import { useTranslations } from 'use-intl';
import { ApiProblem } from '../api/problem';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Problem } from './problem';

/** Why something was not saved; where somebody else saved it first, the way to what it is now. */
export function SaveProblem({ error, onReload }: { error: Error; onReload: () => void }) {
  const t = useTranslations('common');
  if (!(error instanceof ApiProblem && error.status === 412)) return <Problem error={error} />;
  return (
    <Alert variant="warn" role="alert" className="flex flex-wrap items-center justify-between gap-3">
      <p>{t('stale')}</p>
      <Button variant="outline" onClick={onReload}>
        {t('reload')}
      </Button>
    </Alert>
  );
}
