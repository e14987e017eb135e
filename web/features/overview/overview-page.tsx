'use client';

import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { ImportsTable } from '../imports/imports-table';
import { useImports } from '../imports/use-imports';
import { Databases } from './databases';
import { FirstSteps } from './first-steps';
import { ImportsPerDay } from './imports-per-day';
import { KpiTiles } from './kpi-tiles';
import { RejectionCauses } from './rejection-causes';
import { SinceLeft, useSinceLeft } from './since-left';
import { ToDoList } from './to-do-list';
import { useImportFigures, useProductCount, useToDo } from './use-figures';
import { Link } from '../../ui/link';

const RECENT = 5;

/** What needs somebody now, what happened meanwhile, how it goes, and whether all parts work. */
export function OverviewPage() {
  const t = useTranslations('overview');
  const imports = useImports();
  const count = useProductCount();
  const recent = imports.data?.pages[0]?.items.slice(0, RECENT);
  const isNew = count.data === 0 && recent?.length === 0;
  const sinceLeft = useSinceLeft();
  const pending = [imports, count, useToDo(), sinceLeft.query, useImportFigures()].some(
    ({ isPending }) => isPending,
  );
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <Button asChild>
          <Link href="/imports/new">{t('importFile')}</Link>
        </Button>
      </div>
      {/* At once: a part that comes later would push those below it away from whoever reads them. */}
      {pending ? (
        <Skeleton className="h-[80vh]" />
      ) : (
        <>
          {isNew && <FirstSteps />}
          <ToDoList />
          <SinceLeft {...sinceLeft} />
          <KpiTiles />
          <div className="grid gap-4 lg:grid-cols-2">
            <ImportsPerDay />
            <RejectionCauses />
          </div>
          <section className="flex flex-col gap-3">
            <h2 className="text-base font-medium">{t('recentImports')}</h2>
            {imports.error && <Problem error={imports.error} />}
            {recent &&
              (recent.length > 0 ? (
                <ImportsTable jobs={recent} />
              ) : (
                <div className="flex flex-col items-start gap-3">
                  <p>{t('noImports')}</p>
                  <Button asChild variant="outline">
                    <Link href="/first-look">{t('compare')}</Link>
                  </Button>
                </div>
              ))}
          </section>
          <Databases />
        </>
      )}
    </div>
  );
}
