'use client';

import { usePathname } from 'next/navigation';
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
import { loadWords, type Messages, type WordPart } from './messages';
import { partsAt } from './page-parts';

const ChangeLanguage = createContext<(language: Language) => void>(() => undefined);
const SaidParts = createContext<ReadonlySet<WordPart>>(new Set());

export const useChangeLanguage = (): ((language: Language) => void) => useContext(ChangeLanguage);

interface Shown {
  readonly language: Language;
  readonly parts: ReadonlySet<WordPart>;
  readonly messages: Partial<Messages>;
}

/** Asked for as soon as this is read, before anything is drawn, in one go: the shell’s words and the page’s. */
const first =
  typeof document === 'undefined' ? null : load(readLanguage(), ['shell', ...partsAt(location.pathname)]);

async function load(language: Language, parts: Iterable<WordPart>): Promise<Shown> {
  const wanted = new Set(parts);
  return { language, parts: wanted, messages: await loadWords([...wanted], language) };
}

/** The pages are made beforehand and in no language: which one it is, only the browser knows. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const pathname = usePathname();
  useEffect(() => void first?.then(setShown), []);
  useEffect(() => {
    const further = partsAt(pathname);
    if (shown && further.some((part) => !shown.parts.has(part)))
      void load(shown.language, [...shown.parts, ...further]).then(setShown);
  }, [shown, pathname]);
  useLayoutEffect(() => {
    if (shown) document.documentElement.lang = shown.language;
  }, [shown]);
  const change = useCallback(
    (wanted: Language): void => {
      rememberLanguage(wanted);
      // At once, for requests that are sent before the page is drawn again.
      document.documentElement.lang = wanted;
      void load(wanted, shown?.parts ?? []).then(setShown);
    },
    [shown],
  );
  if (!shown) return null;
  return (
    <ChangeLanguage value={change}>
      <SaidParts value={shown.parts}>
        <IntlProvider
          locale={shown.language === 'fr' ? 'fr-FR' : 'en-GB'}
          timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
          messages={shown.messages}
        >
          {children}
        </IntlProvider>
      </SaidParts>
    </ChangeLanguage>
  );
}

/** Draws a page as soon as its words are there: those of another page are asked for when one goes to it. */
export function WhenSaid({ children }: { children: ReactNode }) {
  const parts = useContext(SaidParts);
  return partsAt(usePathname()).every((part) => parts.has(part)) ? children : null;
}
