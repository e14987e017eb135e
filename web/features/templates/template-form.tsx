import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { SaveProblem } from '../../shell/save-problem';
import { Button } from '../../ui/button';
import { lacksItsName } from '../imports/field-choice';
import type { TemplateColumn } from '../imports/import-types';
import { ColumnEditor } from './column-editor';
import { ReplayResult } from './replay-result';
import type { ReplayedFile } from './template-types';

interface Line {
  readonly key: number;
  readonly column: TemplateColumn;
}

/** The columns of a template. Those of one that is used are saved after one saw what they would change. */
export function TemplateForm(props: {
  /** Absent: it is new, and no file was read by it. */
  templateId?: string;
  start: readonly TemplateColumn[];
  canSave?: boolean;
  onSave: (columns: readonly TemplateColumn[]) => Promise<void>;
  onReload: () => void;
}) {
  const { templateId } = props;
  const t = useTranslations('templates');
  const common = useTranslations('common');
  const [lines, setLines] = useState<readonly Line[]>(() =>
    props.start.map((column, key) => ({ key, column })),
  );
  const [nextKey, setNextKey] = useState(props.start.length);
  const [replayed, setReplayed] = useState<readonly ReplayedFile[] | null>(null);
  const [saved, setSaved] = useState(false);
  const { busy, problem, run } = useAction();
  const columns = lines.map(({ column }) => column);
  const isWhole = columns.length > 0 && columns.every(({ field }) => field !== '' && !lacksItsName(field));

  const change = (changed: readonly Line[]): void => {
    setLines(changed);
    setReplayed(null);
    setSaved(false);
  };
  const replay = (): Promise<void> =>
    run(async () => {
      const { items } = await readAnswer<{ items: readonly ReplayedFile[] }>(
        `/api/v1/mapping-templates/${templateId}/replay`,
        { method: 'POST', body: JSON.stringify({ columns }) },
      );
      setReplayed(items);
    });
  const save = (): Promise<void> =>
    run(async () => {
      await props.onSave(columns);
      setReplayed(null);
      setSaved(true);
    });

  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
        {lines.map(({ key, column }, index) => (
          <ColumnEditor
            key={key}
            column={column}
            onChange={(other) => change(lines.with(index, { key, column: other }))}
            onRemove={() => change(lines.toSpliced(index, 1))}
          />
        ))}
      </ul>
      <Button
        variant="outline"
        className="self-start"
        onClick={() => {
          change([...lines, { key: nextKey, column: { field: '' } }]);
          setNextKey(nextKey + 1);
        }}
      >
        {t('addColumn')}
      </Button>
      {replayed && <ReplayResult files={replayed} />}
      {problem && <SaveProblem error={problem} onReload={props.onReload} />}
      <div className="flex flex-wrap items-center gap-3">
        {templateId && (
          <Button
            size="lg"
            variant={replayed ? 'outline' : 'default'}
            disabled={busy || !isWhole}
            onClick={() => void replay()}
          >
            {t('replay')}
          </Button>
        )}
        {(!templateId || replayed) && (
          <Button
            size="lg"
            disabled={busy || !isWhole || props.canSave === false}
            onClick={() => void save()}
          >
            {templateId ? t('saveVersion') : common('save')}
          </Button>
        )}
        <span role="status" className="text-sm text-ok">
          {saved && common('saved')}
        </span>
      </div>
    </div>
  );
}
