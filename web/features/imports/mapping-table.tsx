import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { FieldChoice, lacksItsName, PolicyChoice } from './field-choice';
import type { ImportJob } from './import-types';
import { changed, columnsOf, readAgain, type ColumnChanges, type ColumnLine } from './mapping-columns';

/** Which column means which field: guessed, shown with how sure the guess is, and changed here. */
export function MappingTable({ job }: { job: ImportJob }) {
  const t = useTranslations('imports');
  const router = useRouter();
  const [changes, setChanges] = useState<ColumnChanges>({});
  const [problem, setProblem] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const lines = columnsOf(job).map((line) => changed(line, changes));

  const change = (key: string, values: Partial<Pick<ColumnLine, 'field' | 'policy'>>): void =>
    setChanges({ ...changes, [key]: { ...(values.field === undefined ? changes[key] : {}), ...values } });
  const read = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      router.push(`/imports/${await readAgain(job, lines)}`);
    } catch (error) {
      setProblem(error as Error);
      setBusy(false);
    }
  };

  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('mapping')}</h2>
      <Table>
        <thead>
          <tr>
            <TableHead>{t('column')}</TableHead>
            <TableHead>{t('field')}</TableHead>
            <TableHead>{t('policy')}</TableHead>
            <TableHead className="max-lg:hidden">{t('confidence')}</TableHead>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, header, field, policy, confidence }) => (
            <TableRow key={key}>
              <th scope="row" className="px-3 py-2 font-normal">
                {header}
              </th>
              <TableCell>
                <FieldChoice
                  label={header}
                  value={field}
                  onChange={(other) => change(key, { field: other })}
                />
              </TableCell>
              <TableCell>
                <PolicyChoice
                  label={header}
                  field={field}
                  value={policy}
                  onChange={(other) => change(key, { policy: other })}
                />
              </TableCell>
              <TableCell className="text-muted-foreground max-lg:hidden">
                {confidence && t(`sureness.${confidence as 'exact'}`)}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      {problem && <Problem error={problem} />}
      {Object.keys(changes).length > 0 && (
        <Button
          variant="outline"
          className="self-start"
          disabled={busy || lines.some(({ field }) => lacksItsName(field))}
          onClick={() => void read()}
        >
          {t('readAgain')}
        </Button>
      )}
    </section>
  );
}
