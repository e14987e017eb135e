import { fieldDefinitions } from '../../catalog/index.ts';
import { matchHeading, type HeadingMatch } from './match-heading.ts';

export interface ScopedHeading extends HeadingMatch {
  /** `@locale/channel` as far as the heading names them. */
  readonly scope: string;
}

/** `description-fr_FR-print`, `title (en_GB)`: language and region make a locale that is clear, the rest is a channel. */
const localised = /^(.+?)[-_ .]\(?([a-z]{2})[-_]([A-Z]{2})\)?(?:[-_/ ]([A-Za-z][A-Za-z0-9_]{0,63}))?$/;
const language = /^(.+?)[-_ (]+(fr|en|de|it|es|nl|pt)\)?$/i;
/** A heading in another language than ours is taken where there is no better one. */
const OTHER_LANGUAGE = 500;

/** What a heading names, with the locale and channel that its field may have. */
export function matchScopedHeading(text: string, defaultLocale: string): ScopedHeading | null {
  if (text.length > 200) return null;
  const parts = localised.exec(text);
  if (parts) {
    const [, name, tongue, region, channel] = parts;
    const match = matchHeading(name!);
    if (!match) return null;
    const isScoped = fieldDefinitions[match.field.split('.')[0]!]?.scoped === true;
    return isScoped
      ? { ...match, scope: `@${tongue}-${region}${channel ? `/${channel.toLowerCase()}` : ''}` }
      : null;
  }
  const spoken = language.exec(text);
  const match = spoken ? (matchHeading(spoken[1]!) ?? matchHeading(text)) : matchHeading(text);
  if (!match) return null;
  const own = !spoken || defaultLocale.toLowerCase().startsWith(`${spoken[2]!.toLowerCase()}-`);
  return { ...match, rank: match.rank + (own ? 0 : OTHER_LANGUAGE), scope: '' };
}
