import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { NativeSelect } from '../../ui/input';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { recallChosen, rememberChosen } from './chosen-file';
import type { ImportJob, MappedColumn } from './import-types';
import { startPreview } from './source-form';

const IGNORED = '';

interface Column {
  readonly key: string;
  readonly header: string;
  readonly field: string;
  readonly confidence: string | null;
}

/** Which column means which field: guessed, shown with how sure the guess is, and changed here. */
export function MappingTable({ job }: { job: ImportJob }) {
  const t = useTranslations('imports');
  const router = useRouter();
  const source = recallChosen(job.id);
  const [changes, setChanges] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Error | null>(null);
  const columns = columnsOf(job);

  const { data: fields = [] } = useQuery({
    queryKey: ['fields'],
    queryFn: async () =>
      (await readAnswer<{ items: { name: string }[] }>('/api/v1/fields')).items.map(({ name }) => name),
    staleTime: Infinity,
  });

  const readAgain = async (): Promise<void> => {
    if (!source) return;
    const map: Record<string, string> = {};
    for (const { key, field } of columns) {
      const wanted = changes[key] ?? field;
      if (wanted !== IGNORED) map[wanted] = key;
    }
    source.set('map', JSON.stringify(map));
    try {
      const id = await startPreview(source);
      rememberChosen(id, source);
      router.push(`/imports/${id}`);
    } catch (error) {
      setProblem(error as Error);
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
            <TableHead>{t('confidence')}</TableHead>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <TableRow key={column.key}>
              <th scope="row" className="px-3 py-2 font-normal">
                {column.header}
              </th>
              <TableCell>
                <FieldChoice
                  column={column}
                  fields={fields}
                  value={changes[column.key] ?? column.field}
                  disabled={!source}
                  onChange={(field) => setChanges({ ...changes, [column.key]: field })}
                />
              </TableCell>
              <TableCell className="text-muted-foreground">
                {column.confidence && t(`sureness.${column.confidence as 'exact'}`)}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      {problem && <Problem error={problem} />}
      {Object.keys(changes).length > 0 && (
        <Button variant="outline" className="self-start" onClick={() => void readAgain()}>
          {t('readAgain')}
        </Button>
      )}
    </section>
  );
}

function FieldChoice(props: {
  column: Column;
  fields: readonly string[];
  value: string;
  disabled: boolean;
  onChange: (field: string) => void;
}) {
  const { column, fields, value } = props;
  const t = useTranslations('imports');
  const known = value === IGNORED || fields.includes(value) ? fields : [value, ...fields];
  return (
    <NativeSelect
      aria-label={`${t('field')}: ${column.header}`}
      value={value}
      disabled={props.disabled}
      onChange={(event) => props.onChange(event.target.value)}
      className="w-56"
    >
      <option value={IGNORED}>{t('ignored')}</option>
      {known.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

const columnsOf = (job: ImportJob): Column[] => [
  ...job.mapping.map((mapped: MappedColumn) => ({
    key: String(mapped.column),
    header: mapped.header ?? String(mapped.column),
    field: mapped.field,
    confidence: mapped.confidence,
  })),
  ...job.ignoredColumns.map((header) => ({ key: header, header, field: IGNORED, confidence: null })),
];
