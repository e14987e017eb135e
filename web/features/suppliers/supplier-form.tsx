import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/use-action';
import { SaveProblem } from '../../shell/save-problem';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input, NativeSelect } from '../../ui/input';
import { useTemplates } from '../templates/use-templates';
import { FileRules } from './file-rules';
import type { SupplierDraft } from './supplier-types';

const priceKinds = ['cost', 'sale'] as const;

/** The opening of a supplier: said once, and each later file is read by it. */
export function SupplierForm(props: {
  start: SupplierDraft;
  onSave: (draft: SupplierDraft) => Promise<void>;
  onReload: () => void;
}) {
  const t = useTranslations('suppliers');
  const common = useTranslations('common');
  const templates = useTemplates().data ?? [];
  const [draft, setDraft] = useState(props.start);
  const [saved, setSaved] = useState(false);
  const { busy, problem, run } = useAction();
  const change = (values: Partial<SupplierDraft>): void => {
    setSaved(false);
    setDraft({ ...draft, ...values });
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setSaved(false);
    void run(async () => {
      await props.onSave(draft);
      setSaved(true);
    });
  };

  return (
    <form onSubmit={save} className="flex max-w-2xl flex-col gap-6">
      <Field label={t('name')}>
        <Input
          required
          maxLength={200}
          value={draft.name}
          onChange={({ target }) => change({ name: target.value })}
        />
      </Field>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 text-base font-medium">{t('prices')}</legend>
        <Field label={t('currency')} hint={t('currencyHint')}>
          <Input
            list="currencies"
            pattern="[A-Z]{3}"
            maxLength={3}
            placeholder="EUR"
            value={draft.currency ?? ''}
            onChange={({ target }) => change({ currency: target.value.toUpperCase() || null })}
          />
        </Field>
        <datalist id="currencies">
          {['EUR', 'USD', 'GBP', 'CHF', 'PLN'].map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
        <Field label={t('tax')} hint={t('taxHint')}>
          <NativeSelect
            value={draft.pricesIncludeTax === null ? '' : String(draft.pricesIncludeTax)}
            onChange={({ target }) =>
              change({ pricesIncludeTax: target.value === '' ? null : target.value === 'true' })
            }
          >
            <option value="">{t('unsaid')}</option>
            <option value="true">{t('taxIncluded')}</option>
            <option value="false">{t('taxExcluded')}</option>
          </NativeSelect>
        </Field>
        <Field label={t('priceMeaning')} hint={t('priceMeaningHint')}>
          <NativeSelect
            value={draft.priceMeaning ?? ''}
            onChange={({ target }) =>
              change({ priceMeaning: priceKinds.find((kind) => kind === target.value) ?? null })
            }
          >
            <option value="">{t('unsaid')}</option>
            {priceKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`priceKinds.${kind}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t('priority')} hint={t('priorityExplained')}>
          <Input
            type="number"
            min={1}
            max={1_000_000}
            value={draft.priority ?? ''}
            onChange={({ target }) => change({ priority: target.value ? Number(target.value) : null })}
          />
        </Field>
      </fieldset>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 text-base font-medium">{t('texts')}</legend>
        <Field label={t('locale')} hint={t('localeHint')}>
          <Input
            list="locales"
            pattern="[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
            placeholder="fr-FR"
            value={draft.locale ?? ''}
            onChange={({ target }) => change({ locale: target.value || null })}
          />
        </Field>
        <datalist id="locales">
          {['fr-FR', 'en-GB', 'en-US', 'de-DE', 'es-ES', 'it-IT', 'nl-NL'].map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
        <Field label={t('newProducts')} hint={t('newProductsHint')}>
          <NativeSelect
            value={draft.newProductStatus}
            onChange={({ target }) =>
              change({ newProductStatus: target.value === 'active' ? 'active' : 'draft' })
            }
          >
            <option value="draft">{t('asDraft')}</option>
            <option value="active">{t('asActive')}</option>
          </NativeSelect>
        </Field>
      </fieldset>
      <FileRules draft={draft} templates={templates} onChange={change} />
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
