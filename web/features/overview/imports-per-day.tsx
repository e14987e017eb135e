import { useTranslations } from 'use-intl';
import { Plot } from '../../ui/plots/plot';
import { StackedBars } from '../../ui/plots/stacked-bars';
import { Skeleton } from '../../ui/skeleton';
import { DaysTable, useDayName } from './days-table';
import { sumOf, useImportFigures, type ImportDay } from './use-figures';

export const importsOf = ({ completed, completedWithErrors, failed, other }: ImportDay): number =>
  completed + completedWithErrors + failed + other;

/** Imports of each day by how they ended. */
export function ImportsPerDay() {
  const t = useTranslations('dashboard');
  const dayName = useDayName();
  const { data, isError } = useImportFigures();
  // Why they could not be read is said above, once.
  if (!data) return isError ? null : <Skeleton className="h-64" />;
  const { days } = data;
  const names = days.map(({ day }) => dayName(day));
  const series = [
    { name: t('completed'), fill: 'ok' },
    { name: t('completedWithErrors'), fill: 'warn' },
    { name: t('failedOnes'), fill: 'bad' },
    { name: t('other'), fill: 'rest' },
  ] as const;
  const table = (
    <>
      <DaysTable
        days={days.map(({ day }) => day)}
        columns={[
          { name: t('completed'), values: days.map(({ completed }) => completed) },
          {
            name: t('completedWithErrors'),
            values: days.map(({ completedWithErrors }) => completedWithErrors),
          },
          { name: t('failedOnes'), values: days.map(({ failed }) => failed) },
          { name: t('other'), values: days.map(({ other }) => other) },
        ]}
      />
      <p className="mt-1 text-xs text-muted-foreground">{t('otherHint')}</p>
    </>
  );
  const isEmpty = sumOf(days, importsOf) === 0;
  return (
    <Plot title={t('importsPerDay')} table={table}>
      {isEmpty ? (
        <p className="text-sm text-muted-foreground">{t('noImports')}</p>
      ) : (
        <StackedBars
          label={t('importsPerDay')}
          series={series}
          bars={days.map(({ completed, completedWithErrors, failed, other }, at) => ({
            label: names[at]!,
            values: [completed, completedWithErrors, failed, other],
          }))}
          ends={[names[0] ?? '', names.at(-1) ?? '']}
        />
      )}
    </Plot>
  );
}
