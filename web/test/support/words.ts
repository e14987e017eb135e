import type {} from 'use-intl';
import type { Messages } from '../../i18n/messages.ts';
import './bundled.ts';

const { loadWords, wordParts } = await import('../../i18n/messages.ts');
const wordsOf = async (language: 'fr' | 'en'): Promise<Messages> =>
  (await loadWords(wordParts, language)) as Messages;

/** The words of the interface by language: a test reads them as people do, and none breaks when one is put better. */
export const words = { fr: await wordsOf('fr'), en: await wordsOf('en') };

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** Which part of the words each namespace belongs to. */
export const partOfWords: ReadonlyMap<string, string> = new Map(
  (
    await Promise.all(
      wordParts.map(async (part) =>
        Object.keys(await loadWords([part], 'en')).map((space) => [space, part] as const),
      ),
    )
  ).flat(),
);
