import { useFormatter, useTranslations } from 'use-intl';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';

/** A day as `2026-11-27` in the reader's words; it has no time and no zone. */
export function useDayName(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

/** The figures of a plot of days, the newest first. */
export function DaysTable(props: {
  days: readonly string[];
  columns: readonly { readonly name: string; readonly values: readonly number[] }[];
}) {
  const t = useTranslations('dashboard');
  const format = useFormatter();
  const dayName = useDayName();
  return (
    <Table>
      <thead>
        <tr>
          <TableHead>{t('day')}</TableHead>
          {props.columns.map(({ name }) => (
            <TableHead key={name} className="text-right whitespace-normal!">
              {name}
            </TableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.days
          .map((day, at) => (
            <TableRow key={day}>
              <th scope="row" className="px-3 py-2 font-normal whitespace-nowrap">
                {dayName(day)}
              </th>
              {props.columns.map(({ name, values }) => (
                <TableCell key={name} className="text-right tabular-nums">
                  {format.number(values[at] ?? 0)}
                </TableCell>
              ))}
            </TableRow>
          ))
          .toReversed()}
      </tbody>
    </Table>
  );
}
