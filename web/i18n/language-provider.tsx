'use client';

import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import { readLanguage, rememberLanguage, type Language } from './language';
import { messages } from './messages';

const ChangeLanguage = createContext<(language: Language) => void>(() => undefined);

export const useChangeLanguage = (): ((language: Language) => void) => useContext(ChangeLanguage);

/** The pages are made beforehand and in no language: which one it is, only the browser knows. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language | null>(null);
  useEffect(() => {
    const read = readLanguage();
    // Before the pages are drawn: their first requests say which language is read.
    document.documentElement.lang = read;
    setLanguage(read);
  }, []);
  const change = useMemo(
    () =>
      (wanted: Language): void => {
        rememberLanguage(wanted);
        // At once, for requests that are sent before the page is drawn again.
        document.documentElement.lang = wanted;
        setLanguage(wanted);
      },
    [],
  );
  if (!language) return null;
  return (
    <ChangeLanguage value={change}>
      <IntlProvider
        locale={language === 'fr' ? 'fr-FR' : 'en-GB'}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
        messages={messages[language]}
      >
        {children}
      </IntlProvider>
    </ChangeLanguage>
  );
}
