'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LiveProvider } from '../api/live';
import { WhenSaid } from '../i18n/language-provider';
import { PartsDownBar } from './parts-down-bar';
import { useNotedPresence } from './presence';
import { Rail } from './rail';
import { Shortcuts } from './shortcuts';
import { TopBar } from './top-bar';

/** What stands around every page of a signed-in person. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  useNotedPresence();
  return (
    <LiveProvider>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="flex min-h-screen flex-col md:flex-row">
        <Rail />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <PartsDownBar />
          <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 md:px-8">
            <WhenSaid>{children}</WhenSaid>
          </main>
        </div>
      </div>
      <Shortcuts />
    </LiveProvider>
  );
}
