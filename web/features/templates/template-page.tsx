'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../../api/client';
import { changeSeen, sendOnce } from '../../api/read-answer';
import { Problem } from '../../shell/problem';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { Skeleton } from '../../ui/skeleton';
import type { TemplateColumn } from '../imports/import-types';
import { TemplateForm } from './template-form';
import type { Template } from './template-types';
import { Versions } from './versions';
import { Link } from '../../ui/link';

export function NewTemplatePage() {
  const t = useTranslations('templates');
  const client = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState('');
  const make = async (columns: readonly TemplateColumn[]): Promise<void> => {
    const { id } = await sendOnce<Template>('/api/v1/mapping-templates', { name, columns });
    await client.invalidateQueries({ queryKey: ['templates'] });
    router.push(`/templates/${id}`);
  };
  return (
    <div className="flex flex-col gap-6">
      <Back />
      <h1 className="text-xl font-semibold tracking-tight">{t('newTitle')}</h1>
      <Field label={t('name')}>
        <Input
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
          className="max-w-md"
        />
      </Field>
      <TemplateForm
        start={[{ field: 'supplierReference' }]}
        canSave={name.trim() !== ''}
        onSave={make}
        onReload={() => undefined}
      />
    </div>
  );
}

/** A template with its columns; each change is a version of its own. */
export function TemplatePage() {
  const t = useTranslations('templates');
  const client = useQueryClient();
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useQuery({
    queryKey: ['templates', id],
    queryFn: () => answerOf(api.GET('/api/v1/mapping-templates/{id}', { params: { path: { id } } })),
  });
  // What the form began with; a later reading must not take away what is being written.
  const [seen, setSeen] = useState<Template | null>(null);
  const [round, setRound] = useState(0);
  const [columns, setColumns] = useState<readonly TemplateColumn[]>([]);
  const begin = (template: Template, start: readonly TemplateColumn[]): void => {
    setSeen(template);
    setColumns(start);
    setRound(round + 1);
  };
  if (data && !seen) begin(data, data.columns);

  const save = async (changed: readonly TemplateColumn[]): Promise<void> => {
    const saved = await changeSeen<Template>(`/api/v1/mapping-templates/${id}/versions`, {
      version: seen!.version,
      body: { columns: changed },
      method: 'POST',
    });
    setSeen(saved);
    await client.invalidateQueries({ queryKey: ['templates'] });
  };
  const reload = async (): Promise<void> => {
    const { data: present } = await refetch();
    if (present) begin(present, present.columns);
  };

  return (
    <div className="flex flex-col gap-6">
      <Back />
      {error && <Problem error={error} />}
      {!seen && !error && <Skeleton className="h-96" />}
      {seen && (
        <>
          <div className="flex flex-wrap items-baseline gap-x-4">
            <h1 className="text-xl font-semibold tracking-tight">{seen.name}</h1>
            <span className="text-sm text-muted-foreground">{t('versionOf', { version: seen.version })}</span>
          </div>
          <TemplateForm
            key={round}
            templateId={id}
            start={columns}
            onSave={save}
            onReload={() => void reload()}
          />
          <Versions templateId={id} present={seen.version} onTake={(old) => begin(seen, old)} />
        </>
      )}
    </div>
  );
}

function Back() {
  const t = useTranslations('templates');
  return (
    <Link href="/templates" className="self-start text-muted-foreground hover:underline">
      ← {t('back')}
    </Link>
  );
}
