import { registerHooks } from 'node:module';
import type {} from 'use-intl';

// The interface's sources name each other as its bundler finds them, without endings.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && context.parentURL?.includes('/web/i18n/');
    return next(isOurs && !/\.tsx?$/.test(specifier) ? `${specifier}.ts` : specifier, context);
  },
});

const { loadMessages } = await import('../../i18n/messages.ts');

/** The words of the interface by language: a test reads them as people do, and none breaks when one is put better. */
export const words = { fr: await loadMessages.fr(), en: await loadMessages.en() };

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];
