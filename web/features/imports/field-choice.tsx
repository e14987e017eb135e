import { useTranslations } from 'use-intl';
import { Input, NativeSelect } from '../../ui/input';
import type { ColumnPolicy } from './import-types';
import { baseOf, useFields } from './use-fields';
import { useFieldName } from './use-names';

/** Of a column that is not read. */
export const IGNORED = '';

/** Where a field such as an attribute is chosen and its name is still to be written. */
export const lacksItsName = (field: string): boolean => field.endsWith('.');

/** What a column is; of attributes and identifiers also which one. */
export function FieldChoice(props: { label: string; value: string; onChange: (field: string) => void }) {
  const { label, value, onChange } = props;
  const t = useTranslations('imports');
  const fieldName = useFieldName();
  const fields = useFields();
  const named = fields.find(({ name, part }) => part === 'required' && value.startsWith(`${name}.`));
  const shown = named ? named.name : value;
  const isListed = shown === IGNORED || fields.some(({ name }) => name === shown);
  const choose = (name: string): void => {
    const needsName = fields.some((field) => field.name === name && field.part === 'required');
    onChange(needsName ? `${name}.` : name);
  };
  return (
    <span className="flex flex-wrap gap-2">
      <NativeSelect
        aria-label={`${t('field')}: ${label}`}
        value={shown}
        onChange={(event) => choose(event.target.value)}
        className="w-44 sm:w-56"
      >
        <option value={IGNORED}>{t('ignored')}</option>
        {!isListed && <option value={shown}>{fieldName(shown)}</option>}
        {fields.map(({ name }) => (
          <option key={name} value={name}>
            {fieldName(name)}
          </option>
        ))}
      </NativeSelect>
      {named && (
        <Input
          aria-label={`${t('partName')}: ${label}`}
          placeholder={t('partName')}
          value={value.slice(named.name.length + 1)}
          onChange={(event) => onChange(`${named.name}.${event.target.value.trim()}`)}
          maxLength={64}
          className="w-36!"
        />
      )}
    </span>
  );
}

/** What the cells of a column do to their field; only what the field can bear is offered. */
export function PolicyChoice(props: {
  label: string;
  field: string;
  value: ColumnPolicy;
  onChange: (policy: ColumnPolicy) => void;
}) {
  const t = useTranslations('imports');
  const fields = useFields();
  if (props.field === IGNORED) return null;
  const known = fields.find(({ name }) => name === baseOf(props.field))?.policies ?? ['set'];
  const policies = known.includes(props.value) ? known : [...known, props.value];
  return (
    <NativeSelect
      aria-label={`${t('policy')}: ${props.label}`}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value as ColumnPolicy)}
      className="w-44 sm:w-52"
    >
      {policies.map((policy) => (
        <option key={policy} value={policy}>
          {t(`policies.${policy}`)}
        </option>
      ))}
    </NativeSelect>
  );
}
