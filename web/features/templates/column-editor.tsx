import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { FieldChoice, PolicyChoice } from '../imports/field-choice';
import type { TemplateColumn } from '../imports/import-types';
import { baseOf, useFields } from '../imports/use-fields';
import { TransformationList } from './transformation-list';

/** A column of a template: its heading, its field, and what its cells do. */
export function ColumnEditor(props: {
  column: TemplateColumn;
  onChange: (column: TemplateColumn) => void;
  onRemove: () => void;
}) {
  const { column, onChange } = props;
  const t = useTranslations('templates');
  const fields = useFields();
  const label = column.column ?? column.field;
  const isList = fields.find(({ name }) => name === baseOf(column.field))?.policies.includes('merge');
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('heading')}>
          <Input
            maxLength={200}
            value={column.column ?? ''}
            onChange={({ target }) => onChange(without(column, 'column', target.value))}
            className="w-52!"
          />
        </Field>
        <div className="flex flex-col gap-1 text-sm">
          <span aria-hidden="true" className="font-medium">
            {t('field')}
          </span>
          <FieldChoice
            label={label}
            value={column.field}
            onChange={(field) => onChange(withField(column, field))}
          />
        </div>
        <div className="flex flex-col gap-1 text-sm">
          <span aria-hidden="true" className="font-medium">
            {t('effect')}
          </span>
          <PolicyChoice
            label={label}
            field={column.field}
            value={column.policy ?? 'set'}
            onChange={(policy) => {
              const { marker, ...rest } = column;
              onChange({ ...rest, policy, ...(policy === 'clear' && marker ? { marker } : {}) });
            }}
          />
        </div>
        {column.policy === 'clear' && (
          <Field label={t('marker')}>
            <Input
              maxLength={50}
              placeholder="-"
              value={column.marker ?? ''}
              onChange={({ target }) => onChange(without(column, 'marker', target.value))}
              className="w-24!"
            />
          </Field>
        )}
        {isList && (
          <Field label={t('separator')}>
            <Input
              maxLength={10}
              value={column.separator ?? ''}
              onChange={({ target }) => onChange(without(column, 'separator', target.value))}
              className="w-24!"
            />
          </Field>
        )}
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('removeColumn', { column: label })}
          onClick={props.onRemove}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
      <TransformationList
        label={label}
        list={column.transformations ?? []}
        onChange={(transformations) => onChange({ ...column, transformations })}
      />
    </li>
  );
}

/** Left empty, it is not said. */
function without(
  column: TemplateColumn,
  name: 'column' | 'marker' | 'separator',
  written: string,
): TemplateColumn {
  const { [name]: _before, ...rest } = column;
  return written === '' ? rest : { ...rest, [name]: written };
}

/** Another field begins anew: what the old one was told may not fit it. */
function withField(column: TemplateColumn, field: string): TemplateColumn {
  if (baseOf(field) === baseOf(column.field)) return { ...column, field };
  const { policy: _policy, marker: _marker, separator: _separator, ...rest } = column;
  return { ...rest, field };
}
