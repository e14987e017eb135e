import { en } from './en';
import { fr } from './fr';

export type Messages = typeof fr;

export const messages: Readonly<Record<'fr' | 'en', Messages>> = { fr, en };

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}
