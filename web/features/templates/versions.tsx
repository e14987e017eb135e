import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { Button } from '../../ui/button';
import type { TemplateColumn } from '../imports/import-types';
import type { TemplateVersion } from './template-types';

/** What the template was before; an old version is taken into the form, and saved as a new one. */
export function Versions(props: {
  templateId: string;
  present: number;
  onTake: (columns: readonly TemplateColumn[]) => void;
}) {
  const t = useTranslations('templates');
  const format = useFormatter();
  const { data = [] } = useQuery({
    queryKey: ['templates', props.templateId, 'versions'],
    queryFn: async () =>
      (
        await readAnswer<{ items: readonly TemplateVersion[] }>(
          `/api/v1/mapping-templates/${props.templateId}/versions`,
        )
      ).items,
  });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('versions')}</h2>
      <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card text-sm">
        {data.map(({ version, columns, createdAt }) => (
          <li key={version} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="font-medium tabular-nums">{t('versionOf', { version })}</span>
            <time dateTime={createdAt} className="text-muted-foreground">
              {format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
            <span className="text-muted-foreground">{t('columnCount', { count: columns.length })}</span>
            {version !== props.present && (
              <Button variant="outline" size="sm" onClick={() => props.onTake(columns)}>
                {t('take', { version })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
