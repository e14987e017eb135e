import type { PlannedRow } from './import-types';
import type { Words } from './texts';

/** Long texts are told apart by their beginnings; the whole ones are in the product's history. */
const MAX_SHOWN = 80;

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return '–';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
};

/** Rows of a plan, each field old → new; an unticked row is left out. */
export function Differences(props: {
  rows: readonly PlannedRow[];
  excluded: ReadonlySet<number>;
  onExclude: (lines: ReadonlySet<number>) => void;
  words: Words;
}) {
  const { rows, excluded, words } = props;
  if (rows.length === 0) return <p className="text-sm">{words.nothingPlanned}</p>;
  const toggle = (line: number): void => {
    const lines = new Set(excluded);
    if (!lines.delete(line)) lines.add(line);
    props.onExclude(lines);
  };
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="text-slate-600 dark:text-slate-400">
          <tr>
            <th className="py-1 pr-3 font-medium">{words.apply}</th>
            <th className="py-1 pr-3 text-right font-medium">{words.line}</th>
            <th className="py-1 pr-3 font-medium">{words.kind}</th>
            <th className="py-1 font-medium">{words.changes}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-slate-200 dark:divide-slate-800">
          {rows.map(({ line, kind, sku, reason, changes }) => (
            <tr key={line} className="align-top">
              <td className="py-1.5 pr-3">
                <input
                  type="checkbox"
                  aria-label={`${words.apply}: ${words.line} ${line}`}
                  checked={!excluded.has(line)}
                  onChange={() => toggle(line)}
                />
              </td>
              <td className="py-1.5 pr-3 text-right tabular-nums">{line}</td>
              <td className="py-1.5 pr-3 whitespace-nowrap">
                {words.kinds[kind as keyof typeof words.kinds] ?? kind}
                {sku && <code className="ml-2 text-xs">{sku}</code>}
              </td>
              <td className="py-1.5">
                {reason && <p>{words.reasons[reason as keyof typeof words.reasons] ?? reason}</p>}
                <ul>
                  {changes.map(({ field, old, new: value }) => (
                    <li key={field}>
                      <span className="text-slate-600 dark:text-slate-400">{field}</span>{' '}
                      {kind === 'create' ? shown(value) : `${shown(old)} → ${shown(value)}`}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
