import { useTranslations } from 'use-intl';
import { beginnings, ownPlaces, places } from './navigation';

interface FoundPlace {
  readonly path: string;
  readonly label: string;
}

/** Without case and accents: `reglage` finds a réglage. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Pages whose name has the text at the beginning of a word. */
export function useFoundPlaces(text: string): readonly FoundPlace[] {
  const t = useTranslations('shell');
  if (text === '') return [];
  const wanted = ` ${folded(text)}`;
  return [
    ...[...places, ...ownPlaces].map(({ path, name }) => ({ path, label: t(name) })),
    ...beginnings.map(({ path, name }) => ({ path, label: t(`begin.${name}`) })),
  ].filter(({ label }) => ` ${folded(label)}`.includes(wanted));
}
