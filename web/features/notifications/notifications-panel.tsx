'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Language } from '../health/texts';
import { post, request } from '../sign-in/session';
import { texts } from './texts';

interface Notification {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly createdAt: string;
}

const SHOWN = 5;
const REFRESH_MS = 10_000;

async function readUnread(language: Language): Promise<Notification[]> {
  const answer = await request(`/api/v1/notifications?unread=true&limit=${SHOWN}`, {
    headers: { 'accept-language': language },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { items: Notification[] }).items;
}

/** What waits to be read; nothing is shown while there is nothing. */
export function NotificationsPanel({ language }: { language: Language }) {
  const [unread, setUnread] = useState<readonly Notification[]>([]);
  const words = texts[language];

  const refresh = useCallback(
    // A server that does not answer is told by the page around this; what was shown stays.
    () => readUnread(language).then(setUnread, () => undefined),
    [language],
  );
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);

  const markRead = async (path: string): Promise<void> => {
    await post(path, {});
    await refresh();
  };

  if (unread.length === 0) return null;
  return (
    <section aria-live="polite">
      <div className="mb-3 flex items-center justify-between">
        <h2 className="text-sm font-medium text-slate-600 dark:text-slate-400">{words.title}</h2>
        <button
          type="button"
          onClick={() => void markRead('/api/v1/notifications/read-all')}
          className="rounded-md px-2 py-1 text-sm underline-offset-4 hover:underline"
        >
          {words.readAll}
        </button>
      </div>
      <ul className="divide-y divide-slate-200 rounded-lg border border-slate-200 bg-white dark:divide-slate-800 dark:border-slate-800 dark:bg-slate-900">
        {unread.map(({ id, title, detail, createdAt }) => (
          <li key={id} className="flex items-start justify-between gap-4 px-4 py-2.5 text-sm">
            <div>
              <p className="font-medium">{title}</p>
              <p className="text-slate-600 dark:text-slate-400">{detail}</p>
              <time dateTime={createdAt} className="text-xs text-slate-600 dark:text-slate-400">
                {new Date(createdAt).toLocaleString(language)}
              </time>
            </div>
            <button
              type="button"
              onClick={() => void markRead(`/api/v1/notifications/${id}/read`)}
              className="shrink-0 rounded-md px-2 py-1 underline-offset-4 hover:underline"
            >
              {words.read}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
