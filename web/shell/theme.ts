import { useEffect, useSyncExternalStore } from 'react';

export const themes = ['light', 'dark', 'system'] as const;
type Theme = (typeof themes)[number];

const STORED = 'theme';
const systemIsDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

const readTheme = (): Theme => {
  const stored = localStorage.getItem(STORED);
  return themes.find((theme) => theme === stored) ?? 'system';
};

function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark().matches);
  document.documentElement.classList.toggle('dark', dark);
}

/** Told to every place that shows the choice; `storage` tells the other tabs. */
const CHANGED = 'theme-changed';

function subscribe(onChange: () => void): () => void {
  for (const event of [CHANGED, 'storage']) addEventListener(event, onChange);
  return () => {
    for (const event of [CHANGED, 'storage']) removeEventListener(event, onChange);
  };
}

/** Applied before the first drawing, so that a dark room is not lit for a moment. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, readTheme, (): Theme => 'system');
  useEffect(() => {
    applyTheme(theme);
    const system = systemIsDark();
    const follow = (): void => applyTheme(theme);
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme]);
  return [
    theme,
    (wanted) => {
      localStorage.setItem(STORED, wanted);
      dispatchEvent(new Event(CHANGED));
    },
  ];
}
