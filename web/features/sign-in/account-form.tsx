'use client';

import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { readLanguage } from '../health/language';
import type { Language } from '../health/texts';
import { texts } from './texts';

export interface Field {
  readonly name: 'email' | 'name' | 'password';
  readonly label: 'email' | 'name' | 'password' | 'newPassword';
  readonly autoComplete: string;
}

/** A form of one column: what went wrong stands above its button, in the reader's language. */
export function AccountForm(props: {
  title: keyof (typeof texts)['en'];
  action: keyof (typeof texts)['en'];
  fields: readonly Field[];
  submit: (values: Record<string, string>) => Promise<Response>;
  done: () => void;
  children?: ReactNode;
}) {
  const [language, setLanguage] = useState<Language>('en');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const words = texts[language];

  useEffect(() => {
    const read = readLanguage();
    setLanguage(read);
    document.documentElement.lang = read;
  }, []);

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
      setProblem(words.unreachable);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="mx-auto flex min-h-screen max-w-sm flex-col justify-center gap-6 px-6 py-16">
      <h1 className="text-2xl font-semibold tracking-tight">{words[props.title]}</h1>
      <form onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
        {props.fields.map(({ name, label, autoComplete }) => (
          <label key={name} className="flex flex-col gap-1 text-sm font-medium">
            {words[label]}
            <input
              name={name}
              type={name === 'name' ? 'text' : name}
              required
              autoComplete={autoComplete}
              className="rounded-md border border-slate-300 bg-white px-3 py-2 text-base font-normal focus-visible:outline-2 focus-visible:outline-blue-600 dark:border-slate-700 dark:bg-slate-900"
            />
          </label>
        ))}
        {problem && (
          <p
            role="alert"
            className="rounded-lg border border-red-300 bg-red-50 px-4 py-3 text-sm text-red-900 dark:border-red-800 dark:bg-red-950 dark:text-red-200"
          >
            {problem}
          </p>
        )}
        <button
          type="submit"
          disabled={busy}
          className="rounded-md bg-blue-700 px-4 py-2 font-medium text-white hover:bg-blue-800 focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-blue-600 disabled:opacity-60"
        >
          {words[props.action]}
        </button>
      </form>
      {props.children}
    </main>
  );
}
