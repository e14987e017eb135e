import { useTranslations } from 'use-intl';
import { Field } from '../../ui/field';
import { Input, NativeSelect } from '../../ui/input';
import { useSuppliers } from '../suppliers/use-suppliers';
import { useTemplates } from '../templates/use-templates';
import { useConfigs } from './use-sources';

/** An existing configuration, or what a new one says. */
export interface ConfigDraft {
  /** Empty: a new one. */
  readonly id: string;
  readonly supplier: string;
  readonly own: boolean;
  readonly mode: 'apply' | 'preview';
  readonly templateId: string;
}

/** Whose files they are and what becomes of them: as other sources do it, or said anew. */
export function ConfigFields(props: { draft: ConfigDraft; onChange: (draft: ConfigDraft) => void }) {
  const { draft } = props;
  const t = useTranslations('sources');
  const configs = useConfigs().data ?? [];
  const templates = useTemplates().data ?? [];
  const { data: suppliers = [] } = useSuppliers();
  const change = (values: Partial<ConfigDraft>): void => props.onChange({ ...draft, ...values });
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-3 text-base font-medium">{t('reading')}</legend>
      {configs.length > 0 && (
        <Field label={t('config')}>
          <NativeSelect value={draft.id} onChange={({ target }) => change({ id: target.value })}>
            <option value="">{t('newConfig')}</option>
            {configs.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      )}
      {draft.id === '' && (
        <>
          <Field label={t('supplier')}>
            <Input
              list="source-suppliers"
              required={!draft.own}
              disabled={draft.own}
              maxLength={200}
              autoComplete="off"
              value={draft.supplier}
              onChange={({ target }) => change({ supplier: target.value })}
            />
          </Field>
          <datalist id="source-suppliers">
            {suppliers.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
          <Field label={t('mode')} hint={t('modeHint')}>
            <NativeSelect
              value={draft.mode}
              onChange={({ target }) => change({ mode: target.value === 'preview' ? 'preview' : 'apply' })}
            >
              <option value="apply">{t('modes.apply')}</option>
              <option value="preview">{t('modes.preview')}</option>
            </NativeSelect>
          </Field>
          <Field label={t('template')}>
            <NativeSelect
              value={draft.templateId}
              onChange={({ target }) => change({ templateId: target.value })}
            >
              <option value="">{t('usualTemplate')}</option>
              {templates.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <label className="flex items-center gap-2 text-sm sm:col-span-2">
            <input
              type="checkbox"
              checked={draft.own}
              onChange={({ target }) => change({ own: target.checked })}
            />
            {t('own')}
          </label>
        </>
      )}
    </fieldset>
  );
}
