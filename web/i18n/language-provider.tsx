'use client';

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
  type ReactNode,
} from 'react';
import { IntlProvider } from 'use-intl';
import { readLanguage, rememberLanguage, type Language } from './language';
import { loadWords, type Messages } from './messages';

const CurrentLanguage = createContext<Language>('en');
const ChangeLanguage = createContext<(language: Language) => void>(() => undefined);

export const useLanguage = (): Language => useContext(CurrentLanguage);
export const useChangeLanguage = (): ((language: Language) => void) => useContext(ChangeLanguage);

interface Shown {
  readonly language: Language;
  readonly messages: Partial<Messages>;
}

/** Asked for as soon as this is read, before anything is drawn. */
const first = typeof document === 'undefined' ? null : load(readLanguage());

async function load(language: Language): Promise<Shown> {
  return { language, messages: await loadWords(['shell'], language) };
}

/** The pages are made beforehand and in no language: which one it is, only the browser knows. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => void first?.then(setShown), []);
  useLayoutEffect(() => {
    if (shown) document.documentElement.lang = shown.language;
  }, [shown]);
  const change = useCallback((wanted: Language): void => {
    rememberLanguage(wanted);
    // At once, for requests that are sent before the page is drawn again.
    document.documentElement.lang = wanted;
    void load(wanted).then(setShown);
  }, []);
  if (!shown) return null;
  return (
    <ChangeLanguage value={change}>
      <CurrentLanguage value={shown.language}>
        <IntlProvider
          locale={shown.language === 'fr' ? 'fr-FR' : 'en-GB'}
          timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
          messages={shown.messages}
        >
          {children}
        </IntlProvider>
      </CurrentLanguage>
    </ChangeLanguage>
  );
}
