import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { changeSeen } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { SaveProblem } from '../../shell/save-problem';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import type { Me } from './use-account';

/** The name that stands in histories; address and roles are the administrator's to change. */
export function ProfileForm({ user }: { user: NonNullable<Me['user']> }) {
  const t = useTranslations('account');
  const common = useTranslations('common');
  const client = useQueryClient();
  const [name, setName] = useState(user.name);
  const [saved, setSaved] = useState(false);
  const { busy, problem, run } = useAction();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setSaved(false);
    void run(async () => {
      await changeSeen('/api/v1/auth/me', { version: user.version, body: { name: name.trim() } });
      await client.invalidateQueries({ queryKey: ['me'] });
      setSaved(true);
    });
  };
  const reload = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['me'] });
    setName(client.getQueryData<Me>(['me'])?.user?.name ?? user.name);
  };
  return (
    <form onSubmit={save} className="flex max-w-md flex-col gap-4">
      <Field label={t('name')} hint={t('nameHint')}>
        <Input
          required
          maxLength={200}
          pattern=".*\S.*"
          autoComplete="name"
          value={name}
          onChange={({ target }) => {
            setSaved(false);
            setName(target.value);
          }}
        />
      </Field>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
        <div>
          <dt className="text-muted-foreground">{t('email')}</dt>
          <dd className="wrap-anywhere">{user.email}</dd>
        </div>
        <div>
          <dt className="text-muted-foreground">{t('roles')}</dt>
          <dd>{user.roles.map((role) => roleName(t, role)).join(', ') || '–'}</dd>
        </div>
      </dl>
      {problem && <SaveProblem error={problem} onReload={() => void reload()} />}
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={busy}>
          {common('save')}
        </Button>
        <span role="status" className="text-sm text-ok">
          {saved && common('saved')}
        </span>
      </div>
    </form>
  );
}

/** Roles that people made are called by their code. */
function roleName(t: ReturnType<typeof useTranslations<'account'>>, role: string): string {
  const key = `roleNames.${role as 'viewer'}` as const;
  return t.has(key) ? t(key) : role;
}
