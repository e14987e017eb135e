import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { FiguresBehind } from '../../ui/plots/plot';
import { Sparkline } from '../../ui/plots/sparkline';
import { Skeleton } from '../../ui/skeleton';
import { DaysTable } from './days-table';
import { importsOf } from './imports-per-day';
import { sumOf, useCatalogueDays, useImportFigures, useProductCount } from './use-figures';
import { Link } from '../../ui/link';

/** How much there is and how it went: four figures with their last thirty days, and the days as a table. */
export function KpiTiles() {
  const t = useTranslations();
  const format = useFormatter();
  const count = useProductCount();
  const imports = useImportFigures();
  const catalogue = useCatalogueDays();
  const importDays = imports.data?.days;
  const catalogueDays = catalogue.data;
  const read = sumOf(importDays ?? [], ({ rows }) => rows.read);
  const rejected = sumOf(importDays ?? [], ({ rows }) => rows.rejected);
  const error = count.error ?? imports.error ?? catalogue.error;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('dashboard.figures')}</h2>
      {error && <Problem error={error} />}
      <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Tile
          href="/products"
          value={count.data === undefined ? null : format.number(count.data)}
          words={t('overview.inCatalogue', { count: count.data ?? 0 })}
          values={catalogueDays?.map(({ created }) => created)}
        />
        <Tile
          href="/products?sort=-updatedAt"
          value={
            catalogueDays
              ? format.number(sumOf(catalogueDays, ({ created, changed }) => created + changed))
              : null
          }
          words={`${t('dashboard.changedKpi')}, ${t('dashboard.catalogueKpi', {
            count: sumOf(catalogueDays ?? [], ({ created }) => created),
          })}`}
          values={catalogueDays?.map(({ created, changed }) => created + changed)}
        />
        <Tile
          href="/imports"
          value={importDays ? format.number(sumOf(importDays, importsOf)) : null}
          words={t('dashboard.importsKpi')}
          values={importDays?.map(importsOf)}
        />
        <Tile
          href="/imports"
          value={
            importDays
              ? format.number(read === 0 ? 0 : rejected / read, {
                  style: 'percent',
                  maximumFractionDigits: 1,
                })
              : null
          }
          words={t('dashboard.rejectedKpi')}
          values={importDays?.map(({ rows }) => rows.rejected)}
        />
      </ul>
      {importDays && catalogueDays && (
        <FiguresBehind>
          <DaysTable
            days={importDays.map(({ day }) => day)}
            columns={[
              { name: t('dashboard.created'), values: catalogueDays.map(({ created }) => created) },
              { name: t('dashboard.changed'), values: catalogueDays.map(({ changed }) => changed) },
              { name: t('dashboard.importsKpi'), values: importDays.map(importsOf) },
              { name: t('dashboard.read'), values: importDays.map(({ rows }) => rows.read) },
              { name: t('dashboard.rejected'), values: importDays.map(({ rows }) => rows.rejected) },
            ]}
          />
        </FiguresBehind>
      )}
    </section>
  );
}

function Tile(props: {
  href: string;
  /** Null while it is read. */
  value: string | null;
  words: string;
  values: readonly number[] | undefined;
}) {
  return (
    <li className="relative flex min-w-0 flex-col gap-1 rounded-lg border border-border bg-card p-4">
      <p className="h-8 text-[1.75rem] leading-8 font-semibold tabular-nums">
        {props.value ?? <Skeleton className="h-8 w-20" />}
      </p>
      {/* The link is as large as its tile. */}
      <Link href={props.href} className="text-muted-foreground after:absolute after:inset-0 hover:underline">
        {props.words}
      </Link>
      <div className="mt-auto h-6 pt-1">{props.values && <Sparkline values={props.values} />}</div>
    </li>
  );
}
