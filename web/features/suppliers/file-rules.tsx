import { useTranslations } from 'use-intl';
import { Field } from '../../ui/field';
import { Input, NativeSelect } from '../../ui/input';
import type { Schemas } from '../../api/client';
import { matchKeys, type MatchKey, type SupplierDraft } from './supplier-types';

const missingActions = ['ignore', 'stock_zero', 'end_offer'] as const;
/** A year, and a day of a leap year. */
const MOST_HOURS = 8_784;

/** What a file of the supplier is: all he has or a part, how its rows find their products, how often it comes. */
export function FileRules(props: {
  draft: SupplierDraft;
  templates: readonly Schemas['TemplateHead'][];
  onChange: (values: Partial<SupplierDraft>) => void;
}) {
  const { draft, onChange } = props;
  const t = useTranslations('suppliers');
  const toggle = (key: MatchKey): void => {
    const present = draft.matchKeys ?? matchKeys;
    const kept = matchKeys.filter((other) => (other === key) !== present.includes(other));
    onChange({ matchKeys: kept.length === 0 || kept.length === matchKeys.length ? null : kept });
  };
  return (
    <>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 text-base font-medium">{t('files')}</legend>
        <Field label={t('fullFile')} hint={t('fullFileHint')}>
          <NativeSelect
            value={String(draft.fullFile)}
            onChange={({ target }) => onChange({ fullFile: target.value === 'true' })}
          >
            <option value="false">{t('partial')}</option>
            <option value="true">{t('full')}</option>
          </NativeSelect>
        </Field>
        <Field label={t('missing')} hint={draft.fullFile ? t('missingHint') : t('missingOfFull')}>
          <NativeSelect
            disabled={!draft.fullFile}
            value={draft.missingAction}
            onChange={({ target }) =>
              onChange({
                missingAction: missingActions.find((action) => action === target.value) ?? 'ignore',
              })
            }
          >
            {missingActions.map((action) => (
              <option key={action} value={action}>
                {t(`missingActions.${action}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <label className="flex items-start gap-2 text-sm sm:col-span-2">
          <input
            type="checkbox"
            className="mt-1"
            checked={draft.archiveWithoutOffers}
            onChange={({ target }) => onChange({ archiveWithoutOffers: target.checked })}
          />
          {t('archive')}
        </label>
        <Field label={t('expectedHours')} hint={t('expectedHoursHint')}>
          <Input
            type="number"
            min={1}
            max={MOST_HOURS}
            value={draft.expectedHours ?? ''}
            onChange={({ target }) => onChange({ expectedHours: target.value ? Number(target.value) : null })}
          />
        </Field>
        <Field label={t('template')} hint={t('templateHint')}>
          <NativeSelect
            value={draft.templateId ?? ''}
            onChange={({ target }) => onChange({ templateId: target.value || null })}
          >
            <option value="">{t('noTemplate')}</option>
            {props.templates.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </fieldset>
      <fieldset className="flex flex-col gap-2 text-sm">
        <legend className="mb-2 text-base font-medium">{t('matching')}</legend>
        <p className="text-muted-foreground">{t('matchingHint')}</p>
        {matchKeys.map((key) => (
          <label key={key} className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={(draft.matchKeys ?? matchKeys).includes(key)}
              onChange={() => toggle(key)}
            />
            {t(`matchKeys.${key}`)}
          </label>
        ))}
      </fieldset>
    </>
  );
}
