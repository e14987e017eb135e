'use client';

import { Suspense, use, type ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages, useTimeZone } from 'use-intl';
import { useLanguage } from './language-provider';
import { loadWords, type WordPart } from './messages';

/** Lends the pages below it the words of their parts, beside those of the shell; until they are there, nothing is drawn. */
export function Words(props: { of: readonly WordPart[]; children: ReactNode }) {
  return (
    <Suspense fallback={null}>
      <WithWords {...props} />
    </Suspense>
  );
}

function WithWords({ of, children }: { of: readonly WordPart[]; children: ReactNode }) {
  const shell = useMessages();
  const words = use(loadWords(of, useLanguage()));
  return (
    <IntlProvider locale={useLocale()} timeZone={useTimeZone()} messages={{ ...shell, ...words }}>
      {children}
    </IntlProvider>
  );
}
