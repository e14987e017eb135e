'use client';

import { useEffect, useState } from 'react';
import { NotificationsPanel } from '../notifications/notifications-panel';
import { post, request } from '../sign-in/session';
import { readLanguage, rememberLanguage } from './language';
import { texts, type Language } from './texts';

interface Health {
  readonly databases: Readonly<Record<string, { status: 'up' | 'down'; latencyMs: number }>>;
  readonly products: number;
}

const REFRESH_MS = 5_000;

async function readHealth(): Promise<Health> {
  const [health, products] = await Promise.all([
    request('/health/db'),
    request('/api/v1/products?limit=1&total=exact'),
  ]);
  if (!products.ok) throw new Error(String(products.status));
  const { databases = {} } = (await health.json()) as Partial<Health>;
  const { total } = (await products.json()) as { total: number };
  return { databases, products: total };
}

async function signOut(): Promise<void> {
  await post('/api/v1/auth/logout', {});
  location.assign('/sign-in');
}

/** What works, and how many products there are; read again every five seconds. */
export function HealthPage() {
  const [health, setHealth] = useState<Health | null>(null);
  const [failed, setFailed] = useState(false);
  const [language, setLanguage] = useState<Language>('en');
  const words = texts[language];

  useEffect(() => {
    setLanguage(readLanguage());
    let ended = false;
    const refresh = (): void => {
      readHealth().then(
        (read) => {
          if (ended) return;
          setHealth(read);
          setFailed(false);
        },
        () => !ended && setFailed(true),
      );
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const otherLanguage: Language = language === 'fr' ? 'en' : 'fr';
  const changeLanguage = (): void => {
    rememberLanguage(otherLanguage);
    setLanguage(otherLanguage);
  };

  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-8 px-6 py-16">
      <header className="flex items-center justify-between">
        <h1 className="text-2xl font-semibold tracking-tight">ProductsManager</h1>
        <div className="flex gap-2">
          <button
            type="button"
            lang={otherLanguage}
            onClick={changeLanguage}
            className="rounded-md px-2 py-1 text-sm underline-offset-4 hover:underline"
          >
            {words.otherLanguage}
          </button>
          <button
            type="button"
            onClick={() => void signOut()}
            className="rounded-md px-2 py-1 text-sm underline-offset-4 hover:underline"
          >
            {words.signOut}
          </button>
        </div>
      </header>
      {failed && (
        <p
          role="alert"
          className="rounded-lg border border-red-300 bg-red-50 px-4 py-3 text-sm text-red-900 dark:border-red-800 dark:bg-red-950 dark:text-red-200"
        >
          {words.unreachable}
        </p>
      )}
      <section aria-live="polite">
        <p className="text-6xl font-semibold tabular-nums">
          {health ? health.products.toLocaleString(language) : '…'}
        </p>
        <p className="mt-1 text-slate-600 dark:text-slate-400">{words.products}</p>
      </section>
      <a
        href="/imports/new"
        className="self-start rounded-md bg-blue-700 px-4 py-2 font-medium text-white hover:bg-blue-800"
      >
        {words.importFile}
      </a>
      <NotificationsPanel language={language} />
      <section>
        <h2 className="mb-3 text-sm font-medium text-slate-600 dark:text-slate-400">{words.databases}</h2>
        <ul className="divide-y divide-slate-200 rounded-lg border border-slate-200 bg-white dark:divide-slate-800 dark:border-slate-800 dark:bg-slate-900">
          {Object.entries(health?.databases ?? {}).map(([name, { status, latencyMs }]) => (
            <li key={name} className="flex items-center justify-between px-4 py-2.5 text-sm">
              <span className="font-medium">{name}</span>
              <span
                className={
                  status === 'up'
                    ? 'text-emerald-700 dark:text-emerald-400'
                    : 'text-red-700 dark:text-red-400'
                }
              >
                {status === 'up' ? words.up : words.down}{' '}
                <span className="ml-2 tabular-nums text-slate-600 dark:text-slate-400">
                  {latencyMs.toLocaleString(language)} ms
                </span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <a href="/docs" className="text-sm underline underline-offset-4">
        {words.docs}
      </a>
    </main>
  );
}
