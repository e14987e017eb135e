import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge';
import { isLate, type Source, type SourceError as Failure } from './source-types';

const variants = { active: 'ok', paused: 'default', broken: 'bad' } as const;

export function SourceState({ source }: { source: Source }) {
  const t = useTranslations('sources');
  return (
    <span className="flex flex-wrap gap-1">
      <Badge variant={variants[source.state]}>{t(`states.${source.state}`)}</Badge>
      {isLate(source) && <Badge variant="warn">{t('late')}</Badge>}
    </span>
  );
}

/** What kept a source from being read, in the reader's words, with what was met exactly. */
export function SourceError({ error }: { error: Failure }) {
  const t = useTranslations('sources');
  const key = `errors.${error.code.slice(error.code.lastIndexOf('.') + 1)}` as 'errors.unreachable';
  return (
    <>
      {t.has(key) && <p>{t(key)}</p>}
      <p className="text-xs text-muted-foreground wrap-anywhere" lang="en">
        {error.message}
      </p>
    </>
  );
}
