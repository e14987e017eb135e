import { useTranslations } from 'use-intl';
import { ApiProblem } from '../../api/problem';
import { Problem } from '../../shell/problem';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';

/** Why a form with a supplier's name was refused; where the name is nearly a known one, the ways on from there. */
export function SupplierProblem(props: {
  error: Error;
  busy: boolean;
  onChoose: (name: string) => void;
  onCreate: (name: string) => void;
}) {
  const { error, busy } = props;
  const t = useTranslations('suppliers');
  if (!isNearMiss(error)) return <Problem error={error} />;
  const name = String(error.params['name']);
  const near = (error.params['near'] as readonly string[] | undefined) ?? [];
  return (
    <Alert variant="warn" role="alert" className="flex flex-col gap-3">
      <p>{t('didYouMean', { name })}</p>
      <div className="flex flex-wrap gap-2">
        {near.map((known) => (
          <Button
            key={known}
            disabled={busy}
            className="h-auto! min-h-8 py-1 whitespace-normal!"
            onClick={() => props.onChoose(known)}
          >
            {t('itIs', { name: known })}
          </Button>
        ))}
        <Button
          variant="outline"
          disabled={busy}
          className="h-auto! min-h-8 py-1 whitespace-normal!"
          onClick={() => props.onCreate(name)}
        >
          {t('createAnyway', { name })}
        </Button>
      </div>
    </Alert>
  );
}

export const isNearMiss = (error: Error): error is ApiProblem =>
  error instanceof ApiProblem && error.code === 'suppliers.did_you_mean';
