import { useTranslations } from 'use-intl';
import { Alert } from '../../ui/alert';
import type { LookFailure } from './look-types';

/** In the reader's language where it is a frequent one, else as the server says it. */
const worded = {
  'imports.no_match_key': 'noMatchKey',
  'imports.file_empty': 'empty',
  'imports.file_without_rows': 'withoutRows',
  'first_looks.same_file': 'sameFile',
} as const;

export function FileFailure({ failure }: { failure: LookFailure }) {
  const t = useTranslations('firstLook');
  const known = worded[failure.code as keyof typeof worded];
  return (
    <Alert variant="bad">
      {known ? t(`failures.${known}`, { name: String(failure.params['name'] ?? '') }) : failure.message}
    </Alert>
  );
}
