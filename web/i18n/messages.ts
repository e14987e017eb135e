import type { fr } from './fr';
import type { Language } from './language';

export type Messages = typeof fr;

/** The words of one language; nobody loads those of the others. */
export const loadMessages: Readonly<Record<Language, () => Promise<Messages>>> = {
  fr: async () => (await import('./fr')).fr,
  en: async () => (await import('./en')).en,
};

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}
