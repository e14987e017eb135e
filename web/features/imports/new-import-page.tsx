'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { SourceForm } from './source-form';

/** The first step of an import; all others are at the address of its job. */
export function NewImportPage() {
  const t = useTranslations('imports');
  const router = useRouter();
  return (
    <div className="flex flex-col gap-6">
      <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
      <SourceForm onStarted={(id) => router.push(`/imports/${id}`)} />
    </div>
  );
}
