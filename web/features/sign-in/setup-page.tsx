'use client';

import { linkToken, post } from '../../api/session';
import { AccountForm } from './account-form';

/** Makes the first account with the one-time link that the server prints when there is none. */
export function SetupPage() {
  const submit = async (values: Record<string, string>): Promise<Response> => {
    const made = await post('/api/v1/setup', { ...values, token: linkToken() });
    const { email, password } = values;
    return made.ok ? post('/api/v1/auth/login', { email, password, cookies: true }) : made;
  };
  return (
    <AccountForm
      title="setup"
      action="create"
      fields={[
        { name: 'name', label: 'name', autoComplete: 'name' },
        { name: 'email', label: 'email', autoComplete: 'username' },
        { name: 'password', label: 'newPassword', autoComplete: 'new-password' },
      ]}
      submit={submit}
      done={() => location.assign('/')}
    />
  );
}
