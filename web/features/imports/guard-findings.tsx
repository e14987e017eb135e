import { useTranslations } from 'use-intl';
import { Alert } from '../../ui/alert';
import type { ImportJob } from './import-types';

/** What is unusual about a file, in the reader's words; one that is not known here says it itself. */
export function GuardFindings({ findings }: { findings: ImportJob['guard'] }) {
  const t = useTranslations('guard');
  return findings.map(({ code, message, params }) => {
    // A point in a key would be a step into the messages.
    const key = code.replace('.', '_') as 'rows_fell';
    const name = String(params['header'] ?? params['field'] ?? '');
    return (
      <Alert key={`${code} ${name}`} variant="warn">
        {t.has(key) ? t(key, { ...(params as Record<'rows' | 'usual', number>), name }) : message}
      </Alert>
    );
  });
}
