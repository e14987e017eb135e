import { useEffect, useState } from 'react';
import type { ImportJob, MappedColumn } from './import-types';
import { Problem } from './problem';
import { readAnswer } from './read-answer';
import { startPreview } from './source-form';
import type { Words } from './texts';

const IGNORED = '';

interface Column {
  readonly key: string;
  readonly header: string;
  readonly field: string;
  readonly confidence: string | null;
}

/** Which column means which field: guessed, shown with how sure the guess is, and changed here. */
export function MappingTable(props: {
  job: ImportJob;
  /** Null after a refresh: the file itself is then only on the server, under its mapping. */
  source: FormData | null;
  words: Words;
  onChanged: (jobId: string) => void;
}) {
  const { job, source, words } = props;
  const [fields, setFields] = useState<readonly string[]>([]);
  const [changes, setChanges] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Error | null>(null);
  const columns = columnsOf(job);

  useEffect(() => {
    readAnswer<{ items: { name: string }[] }>('/api/v1/fields').then(
      ({ items }) => setFields(items.map(({ name }) => name)),
      setProblem,
    );
  }, []);

  const readAgain = async (): Promise<void> => {
    if (!source) return;
    const map: Record<string, string> = {};
    for (const { key, field } of columns) {
      const wanted = changes[key] ?? field;
      if (wanted !== IGNORED) map[wanted] = key;
    }
    source.set('map', JSON.stringify(map));
    try {
      props.onChanged(await startPreview(source));
    } catch (error) {
      setProblem(error as Error);
    }
  };

  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-medium">{words.mapping}</h2>
      <table className="w-full text-left text-sm">
        <thead className="text-slate-600 dark:text-slate-400">
          <tr>
            <th className="py-1 pr-4 font-medium">{words.column}</th>
            <th className="py-1 pr-4 font-medium">{words.field}</th>
            <th className="py-1 font-medium">{words.confidence}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-slate-200 dark:divide-slate-800">
          {columns.map((column) => (
            <tr key={column.key}>
              <th scope="row" className="py-1.5 pr-4 font-normal">
                {column.header}
              </th>
              <td className="py-1.5 pr-4">
                <FieldChoice
                  column={column}
                  fields={fields}
                  value={changes[column.key] ?? column.field}
                  disabled={!source}
                  words={words}
                  onChange={(field) => setChanges({ ...changes, [column.key]: field })}
                />
              </td>
              <td className="py-1.5 text-slate-600 dark:text-slate-400">
                {column.confidence &&
                  (words.sureness[column.confidence as keyof typeof words.sureness] ?? column.confidence)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {problem && <Problem error={problem} words={words} />}
      {Object.keys(changes).length > 0 && (
        <button
          type="button"
          onClick={() => void readAgain()}
          className="self-start rounded-md border border-slate-400 px-3 py-1.5 text-sm font-medium hover:bg-slate-100 dark:border-slate-600 dark:hover:bg-slate-800"
        >
          {words.readAgain}
        </button>
      )}
    </section>
  );
}

function FieldChoice(props: {
  column: Column;
  fields: readonly string[];
  value: string;
  disabled: boolean;
  words: Words;
  onChange: (field: string) => void;
}) {
  const { column, fields, value, words } = props;
  const known = value === IGNORED || fields.includes(value) ? fields : [value, ...fields];
  return (
    <select
      aria-label={`${words.field}: ${column.header}`}
      value={value}
      disabled={props.disabled}
      onChange={(event) => props.onChange(event.target.value)}
      className="w-56 rounded-md border border-slate-400 bg-white px-2 py-1 disabled:opacity-70 dark:border-slate-600 dark:bg-slate-900"
    >
      <option value={IGNORED}>{words.ignored}</option>
      {known.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
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
