'use client';

import { useEffect, useState } from 'react';
import { readLanguage } from '../health/language';
import type { Language } from '../health/texts';
import { AccountForm } from './account-form';
import { nextPath, post } from './session';
import { texts } from './texts';

export function SignInPage() {
  const [language, setLanguage] = useState<Language>('en');
  useEffect(() => setLanguage(readLanguage()), []);
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
        {texts[language].forgotten}
      </a>
    </AccountForm>
  );
}
