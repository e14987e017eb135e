'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { linkToken, post } from '../../api/session';
import { AccountForm } from './account-form';

/** Without a link it sends one; with one it takes the new password. */
export function PasswordResetPage() {
  const t = useTranslations('signIn');
  const [token, setToken] = useState('');
  const [sent, setSent] = useState(false);
  useEffect(() => setToken(linkToken()), []);

  if (sent)
    return (
      <main className="mx-auto flex min-h-screen max-w-sm flex-col justify-center px-6" role="status">
        {t('sent')}
      </main>
    );
  if (token)
    return (
      <AccountForm
        key="choose"
        title="reset"
        action="save"
        fields={[{ name: 'password', label: 'newPassword', autoComplete: 'new-password' }]}
        submit={({ password }) => post('/api/v1/auth/password-reset', { token, password })}
        done={() => location.assign('/sign-in')}
      />
    );
  return (
    <AccountForm
      key="ask"
      title="askReset"
      action="send"
      fields={[{ name: 'email', label: 'email', autoComplete: 'username' }]}
      submit={({ email }) => post('/api/v1/auth/password-reset', { email })}
      done={() => setSent(true)}
    />
  );
}
