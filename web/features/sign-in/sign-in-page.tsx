'use client';

import { useTranslations } from 'use-intl';
import { nextPath, post } from '../../api/session';
import { AccountForm } from './account-form';

export function SignInPage() {
  const t = useTranslations('signIn');
  return (
    <AccountForm
      title="signIn"
      action="signIn"
      fields={[
        { name: 'email', label: 'email', autoComplete: 'username' },
        { name: 'password', label: 'password', autoComplete: 'current-password' },
      ]}
      submit={(values) => post('/api/v1/auth/login', { ...values, cookies: true })}
      done={() => location.assign(nextPath())}
    >
      <a href="/password-reset" className="text-sm underline underline-offset-4">
        {t('forgotten')}
      </a>
    </AccountForm>
  );
}
