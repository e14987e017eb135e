'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Skeleton } from '../../ui/skeleton';
import { OwnKeys } from './own-keys';
import { PasswordForm } from './password-form';
import { Preferences } from './preferences';
import { ProfileForm } from './profile-form';
import { Sessions } from './sessions';
import { useMe } from './use-account';

/** One's own account: name, language, password, where one is signed in, and keys. */
export function AccountPage() {
  const t = useTranslations('account');
  const { data: me, error } = useMe();
  return (
    <div className="flex flex-col gap-8">
      <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
      {error && <Problem error={error} />}
      {!me && !error && <Skeleton className="h-96" />}
      {me?.user && (
        <>
          <Section title={t('profile')}>
            <ProfileForm user={me.user} />
          </Section>
          <Section title={t('preferences')}>
            <Preferences />
          </Section>
          <Section title={t('password')}>
            <PasswordForm userId={me.user.id} email={me.user.email} />
          </Section>
          <Section title={t('sessions')}>
            <Sessions />
          </Section>
          <Section title={t('keys')}>
            <OwnKeys userId={me.user.id} permissions={me.permissions} />
          </Section>
        </>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex max-w-3xl flex-col gap-3">
      <h2 className="text-base font-medium">{title}</h2>
      {children}
    </section>
  );
}
