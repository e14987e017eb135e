'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '../../i18n/messages';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Input } from '../../ui/input';

export interface Field {
  readonly name: 'email' | 'name' | 'password';
  readonly label: 'email' | 'name' | 'password' | 'newPassword';
  readonly autoComplete: string;
}

/** A form of one column: what went wrong stands above its button, in the reader's language. */
export function AccountForm(props: {
  title: keyof Messages['signIn'];
  action: keyof Messages['signIn'];
  fields: readonly Field[];
  submit: (values: Record<string, string>) => Promise<Response>;
  done: () => void;
  children?: ReactNode;
}) {
  const t = useTranslations();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await props.submit(values);
      if (answer.ok) return props.done();
      setProblem(((await answer.json()) as { detail: string }).detail);
    } catch {
      setProblem(t('common.unreachable'));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="mx-auto flex min-h-screen max-w-sm flex-col justify-center gap-6 px-6 py-16">
      <p className="font-semibold tracking-tight text-muted-foreground">ProductsManager</p>
      <h1 className="text-2xl font-semibold tracking-tight">{t(`signIn.${props.title}`)}</h1>
      <form onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
        {props.fields.map(({ name, label, autoComplete }) => (
          <label key={name} className="flex flex-col gap-1 text-sm font-medium">
            {t(`signIn.${label}`)}
            <Input
              name={name}
              type={name === 'name' ? 'text' : name}
              required
              autoComplete={autoComplete}
              className="h-10! font-normal"
            />
          </label>
        ))}
        {problem && <Alert variant="bad">{problem}</Alert>}
        <Button type="submit" size="lg" disabled={busy}>
          {t(`signIn.${props.action}`)}
        </Button>
      </form>
      {props.children}
    </main>
  );
}
