import { useTranslations } from 'use-intl';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { shownValue } from '../../ui/shown-value';
import type { PlannedRow } from './import-types';
import { useFieldName } from './use-names';

/** A point in a key would be a step into the messages. */
const reasonKey = (reason: string) => `reasons.${reason.replace('.', '_') as 'row_moved'}` as const;

/** Rows of a plan, each field old → new; an unticked row is left out. */
export function Differences(props: {
  rows: readonly PlannedRow[];
  excluded: ReadonlySet<number>;
  onExclude: (lines: ReadonlySet<number>) => void;
}) {
  const { rows, excluded } = props;
  const t = useTranslations('imports');
  const fieldName = useFieldName();
  if (rows.length === 0) return <p className="text-sm">{t('nothingPlanned')}</p>;
  const toggle = (line: number): void => {
    const lines = new Set(excluded);
    if (!lines.delete(line)) lines.add(line);
    props.onExclude(lines);
  };
  return (
    <Table>
      <thead>
        <tr>
          <TableHead>{t('apply')}</TableHead>
          <TableHead className="text-right">{t('line')}</TableHead>
          <TableHead>{t('kind')}</TableHead>
          <TableHead className="w-full">{t('changes')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, kind, sku, reason, changes }) => (
          <TableRow key={line}>
            <TableCell>
              <input
                type="checkbox"
                aria-label={`${t('apply')}: ${t('line')} ${line}`}
                checked={!excluded.has(line)}
                onChange={() => toggle(line)}
              />
            </TableCell>
            <TableCell className="text-right tabular-nums">{line}</TableCell>
            <TableCell className="whitespace-nowrap">
              {t(`kinds.${kind as 'create'}`)}
              {sku && <code className="ml-2 text-xs">{sku}</code>}
            </TableCell>
            <TableCell>
              {reason && <p>{t.has(reasonKey(reason)) ? t(reasonKey(reason)) : reason}</p>}
              <ul>
                {changes.map(({ field, old, new: value }) => (
                  <li key={field}>
                    <span className="text-muted-foreground">{fieldName(field)}</span>{' '}
                    {kind === 'create' ? shownValue(value) : `${shownValue(old)} → ${shownValue(value)}`}
                  </li>
                ))}
              </ul>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
