import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input, NativeSelect } from '../../ui/input';
import { NewKey } from './new-key';
import { ScopeChoice } from './scope-choice';

const DAY_MS = 86_400_000;
/** Days a key is good for; null: until it is revoked. */
const lifetimes = [30, 90, 365, null] as const;

const isReading = (permission: string): boolean => permission.endsWith(':read');

/** Makes a key that may do a part of what the person may; it is shown once. */
export function KeyForm(props: { permissions: readonly string[]; onMade: () => Promise<void> }) {
  const { permissions } = props;
  const t = useTranslations('account');
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<string>>(() => new Set(permissions.filter(isReading)));
  const [days, setDays] = useState<number | null>(90);
  const [key, setKey] = useState<string | null>(null);
  const { busy, problem, run } = useAction();
  const make = (event: FormEvent): void => {
    event.preventDefault();
    void run(async () => {
      const expiresAt =
        days === null ? {} : { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() };
      const body = JSON.stringify({ name: name.trim(), scopes: [...scopes], ...expiresAt });
      const made = await readAnswer<{ key: string }>('/api/v1/api-keys', { method: 'POST', body });
      setKey(made.key);
      setName('');
      await props.onMade();
    });
  };
  if (key) return <NewKey apiKey={key} onKept={() => setKey(null)} />;
  return (
    <form onSubmit={make} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('keyName')} hint={t('keyNameHint')}>
          <Input
            required
            maxLength={200}
            pattern=".*\S.*"
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
        <Field label={t('lifetime')}>
          <NativeSelect
            value={String(days)}
            onChange={({ target }) => setDays(lifetimes.find((one) => String(one) === target.value) ?? null)}
          >
            {lifetimes.map((one) => (
              <option key={one} value={String(one)}>
                {one === null ? t('forever') : t('days', { count: one })}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <ScopeChoice permissions={permissions} chosen={scopes} onChange={setScopes} />
      {problem && <Problem error={problem} />}
      <Button type="submit" variant="outline" disabled={busy || scopes.size === 0} className="self-start">
        {t('makeKey')}
      </Button>
    </form>
  );
}
