import { useFormatter, useTranslations } from 'use-intl';
import { LevelBar } from '../../ui/plots/level-bar';
import { Plot } from '../../ui/plots/plot';
import { Skeleton } from '../../ui/skeleton';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { useCauseName } from '../imports/use-names';
import { useImportFigures } from './use-figures';

/** The first ones are worth a look; all of them stand in the table. */
const SHOWN = 6;

/** Why rows were rejected, the most frequent cause first. */
export function RejectionCauses() {
  const t = useTranslations('dashboard');
  const format = useFormatter();
  const causeName = useCauseName();
  const { data, isError } = useImportFigures();
  if (!data) return isError ? null : <Skeleton className="h-64" />;
  const { causes } = data;
  const most = causes[0]?.rows ?? 1;
  const table = (
    <Table>
      <thead>
        <tr>
          <TableHead>{t('cause')}</TableHead>
          <TableHead className="text-right">{t('causeRows')}</TableHead>
          <TableHead className="text-right">{t('causeImports')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {causes.map(({ cause, rows, imports }) => (
          <TableRow key={cause}>
            <th scope="row" className="px-3 py-2 font-normal">
              {causeName(cause)}
            </th>
            <TableCell className="text-right tabular-nums">{format.number(rows)}</TableCell>
            <TableCell className="text-right tabular-nums">{format.number(imports)}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
  return (
    <Plot title={t('causesTitle')} table={table}>
      {causes.length === 0 ? (
        <p className="text-sm text-muted-foreground">{t('noCauses')}</p>
      ) : (
        <ul className="flex flex-col gap-2 text-sm">
          {causes.slice(0, SHOWN).map(({ cause, rows }) => (
            <li key={cause} className="flex flex-col gap-1">
              <p className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 wrap-anywhere">{causeName(cause)}</span>
                <span className="tabular-nums">{format.number(rows)}</span>
              </p>
              <LevelBar share={rows / most} />
            </li>
          ))}
        </ul>
      )}
    </Plot>
  );
}
