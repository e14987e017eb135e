import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/use-action';
import { SaveProblem } from '../../shell/save-problem';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input, NativeSelect } from '../../ui/input';
import { ConfigFields } from './config-fields';
import { draftOf, saveConfig, saveSource, type SourceDraft } from './save-source';
import { SettingsFields } from './settings-fields';
import { settingsOf } from './source-settings';
import { sourceKinds, type Source } from './source-types';

/** The API's bound, a year. */
const MOST_HOURS = 8_760;

/** A new source, or what is to be changed of one. */
export function SourceForm(props: {
  seen: Source | null;
  onSaved: (source: Source) => void;
  onReload: () => void;
}) {
  const { seen } = props;
  const t = useTranslations('sources');
  const common = useTranslations('common');
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(seen));
  const [saved, setSaved] = useState(false);
  const { busy, problem, run } = useAction();
  const { settings, secrets } = settingsOf[draft.kind];
  const change = (values: Partial<SourceDraft>): void => {
    setSaved(false);
    setDraft((present) => ({ ...present, ...values }));
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setSaved(false);
    void run(async () => {
      const configId = await saveConfig(draft);
      // Where the source is refused then, its configuration is there already.
      change({ config: { ...draft.config, id: configId } });
      await client.invalidateQueries({ queryKey: ['import-configs'] });
      const source = await saveSource(draft, configId, seen);
      await client.invalidateQueries({ queryKey: ['sources'] });
      change({ secret: {} });
      setSaved(true);
      props.onSaved(source);
    });
  };

  return (
    <form onSubmit={save} autoComplete="off" className="flex max-w-2xl flex-col gap-6">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('name')}>
          <Input
            required
            maxLength={200}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </Field>
        <Field label={t('kind')}>
          <NativeSelect
            disabled={seen !== null}
            value={draft.kind}
            onChange={({ target }) =>
              change({
                kind: sourceKinds.find((kind) => kind === target.value) ?? 'http',
                settings: {},
                secret: {},
              })
            }
          >
            {sourceKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kinds.${kind}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 text-base font-medium">{t('place')}</legend>
        <SettingsFields
          settings={settings}
          written={draft.settings}
          onChange={(written) => change({ settings: written })}
        />
        <SettingsFields
          secret
          settings={secrets}
          written={draft.secret}
          {...(seen?.secretSet ? { hint: t('secretKept') } : {})}
          onChange={(written) => change({ secret: written })}
        />
      </fieldset>
      <ConfigFields draft={draft.config} onChange={(config) => change({ config })} />
      <Field label={t('expectedHours')} hint={t('expectedHoursHint')}>
        <Input
          type="number"
          min={1}
          max={MOST_HOURS}
          value={draft.expectedHours}
          onChange={({ target }) => change({ expectedHours: target.value })}
          className="max-w-40"
        />
      </Field>
      {problem && <SaveProblem error={problem} onReload={props.onReload} />}
      <div className="flex items-center gap-3">
        <Button type="submit" size="lg" disabled={busy}>
          {common('save')}
        </Button>
        <span role="status" className="text-sm text-ok">
          {saved && common('saved')}
        </span>
      </div>
    </form>
  );
}
