import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';

/** The API's bound. */
const LEAST_SIGNS = 12;

/** The present password is asked for, and all sessions end with it: whoever knew it is out. */
export function PasswordForm({ userId, email }: { userId: string; email: string }) {
  const t = useTranslations('account');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { busy, problem, run } = useAction();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void run(async () => {
      const body = JSON.stringify({ currentPassword: current, password: next });
      await readAnswer(`/api/v1/users/${userId}/password`, { method: 'PUT', body });
      location.assign('/sign-in?next=/account');
    });
  };
  return (
    <form onSubmit={save} className="flex max-w-md flex-col gap-4">
      {/* Password managers ask whose password it is. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field label={t('currentPassword')}>
        <Input
          type="password"
          required
          autoComplete="current-password"
          value={current}
          onChange={({ target }) => setCurrent(target.value)}
        />
      </Field>
      <Field label={t('newPassword')} hint={t('newPasswordHint')}>
        <Input
          type="password"
          required
          minLength={LEAST_SIGNS}
          autoComplete="new-password"
          value={next}
          onChange={({ target }) => setNext(target.value)}
        />
      </Field>
      {problem && <Problem error={problem} />}
      <Button type="submit" disabled={busy} className="self-start">
        {t('changePassword')}
      </Button>
    </form>
  );
}
