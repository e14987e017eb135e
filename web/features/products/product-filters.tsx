import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button';
import { Input, NativeSelect } from '../../ui/input';

/** A word is typed in one go: the list is asked for when the fingers rest. */
const TYPING_MS = 250;
const statuses = ['draft', 'active', 'archived'] as const;

/** @param props.filter the query string of the list, without its page */
export function ProductFilters(props: { filter: string; onChange: (filter: string) => void }) {
  const { filter, onChange } = props;
  const t = useTranslations('products');
  const values = new URLSearchParams(filter);
  const inAddress = values.get('q') ?? '';
  const [text, setText] = useState(inAddress);

  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(filter);
    if (value) next.set(name, value);
    else next.delete(name);
    onChange(next.toString());
  };
  // The address may change by itself, as when going back.
  useEffect(() => setText(inAddress), [inAddress]);
  useEffect(() => {
    if (text === inAddress) return;
    const timer = setTimeout(() => set('q', text), TYPING_MS);
    return () => clearTimeout(timer);
  });

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-w-xs"
      />
      <NativeSelect
        aria-label={t('status')}
        value={values.get('status') ?? ''}
        onChange={(event) => set('status', event.target.value)}
      >
        <option value="">{t('anyStatus')}</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {t(status)}
          </option>
        ))}
      </NativeSelect>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={values.get('inStock') === 'true'}
          onChange={(event) => set('inStock', event.target.checked ? 'true' : '')}
        />
        {t('inStock')}
      </label>
      {filter && (
        <Button variant="link" onClick={() => onChange('')}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
}
