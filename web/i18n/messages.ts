import type { Language } from './language';
import type { accountFr } from './words/account.fr';
import type { dashboardFr } from './words/dashboard.fr';
import type { firstLookFr } from './words/first-look.fr';
import type { importFr } from './words/imports.fr';
import type { productFr } from './words/products.fr';
import type { reviewFr } from './words/review.fr';
import type { scheduleFr } from './words/schedules.fr';
import type { shellFr } from './words/shell.fr';
import type { signInFr } from './words/sign-in.fr';
import type { sourceFr } from './words/sources.fr';
import type { supplierFr } from './words/suppliers.fr';
import type { templateFr } from './words/templates.fr';

export type Messages = typeof shellFr &
  typeof accountFr &
  typeof dashboardFr &
  typeof firstLookFr &
  typeof importFr &
  typeof productFr &
  typeof reviewFr &
  typeof scheduleFr &
  typeof signInFr &
  typeof sourceFr &
  typeof supplierFr &
  typeof templateFr;

type Load = Readonly<Record<Language, () => Promise<Partial<Messages>>>>;

/** The words of each part of the interface, by its file in `words/`: nobody loads those of other pages or languages. */
const loaders = {
  shell: {
    fr: async () => (await import('./words/shell.fr')).shellFr,
    en: async () => (await import('./words/shell.en')).shellEn,
  },
  account: {
    fr: async () => (await import('./words/account.fr')).accountFr,
    en: async () => (await import('./words/account.en')).accountEn,
  },
  dashboard: {
    fr: async () => (await import('./words/dashboard.fr')).dashboardFr,
    en: async () => (await import('./words/dashboard.en')).dashboardEn,
  },
  firstLook: {
    fr: async () => (await import('./words/first-look.fr')).firstLookFr,
    en: async () => (await import('./words/first-look.en')).firstLookEn,
  },
  imports: {
    fr: async () => (await import('./words/imports.fr')).importFr,
    en: async () => (await import('./words/imports.en')).importEn,
  },
  products: {
    fr: async () => (await import('./words/products.fr')).productFr,
    en: async () => (await import('./words/products.en')).productEn,
  },
  review: {
    fr: async () => (await import('./words/review.fr')).reviewFr,
    en: async () => (await import('./words/review.en')).reviewEn,
  },
  schedules: {
    fr: async () => (await import('./words/schedules.fr')).scheduleFr,
    en: async () => (await import('./words/schedules.en')).scheduleEn,
  },
  signIn: {
    fr: async () => (await import('./words/sign-in.fr')).signInFr,
    en: async () => (await import('./words/sign-in.en')).signInEn,
  },
  sources: {
    fr: async () => (await import('./words/sources.fr')).sourceFr,
    en: async () => (await import('./words/sources.en')).sourceEn,
  },
  suppliers: {
    fr: async () => (await import('./words/suppliers.fr')).supplierFr,
    en: async () => (await import('./words/suppliers.en')).supplierEn,
  },
  templates: {
    fr: async () => (await import('./words/templates.fr')).templateFr,
    en: async () => (await import('./words/templates.en')).templateEn,
  },
} satisfies Record<string, Load>;

export type WordPart = keyof typeof loaders;
export const wordParts = Object.keys(loaders) as WordPart[];

export async function loadWords(parts: readonly WordPart[], language: Language): Promise<Partial<Messages>> {
  const each = await Promise.all(parts.map((part) => loaders[part][language]()));
  return Object.assign({}, ...each) as Partial<Messages>;
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}
