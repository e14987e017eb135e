'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Link } from '../ui/link';

/** An address at which there is no page. */
export function NotFoundPage() {
  const t = useTranslations('shell');
  return (
    <main className="mx-auto flex min-h-screen max-w-sm flex-col items-start justify-center gap-6 px-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('notFound')}</h1>
      <p>{t('notFoundHint')}</p>
      <Button asChild size="lg">
        <Link href="/">{t('toOverview')}</Link>
      </Button>
    </main>
  );
}
