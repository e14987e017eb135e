import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { QueryProvider } from '../api/query-provider';
import { LanguageProvider } from '../i18n/language-provider';
import { StoredTheme } from '../shell/stored-theme';
import './globals.css';

export const metadata: Metadata = { title: 'ProductsManager' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="min-h-screen bg-background text-foreground antialiased">
        <StoredTheme />
        <LanguageProvider>
          <QueryProvider>{children}</QueryProvider>
        </LanguageProvider>
      </body>
    </html>
  );
}
