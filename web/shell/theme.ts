import { useEffect, useSyncExternalStore } from 'react';

export const themes = ['light', 'dark', 'system'] as const;
type Theme = (typeof themes)[number];

const STORED = 'theme';

const readTheme = (): Theme => {
  const stored = localStorage.getItem(STORED);
  return themes.find((theme) => theme === stored) ?? 'system';
};

/** Without a class the styles do as the system does. */
function applyTheme(theme: Theme): void {
  for (const name of ['light', 'dark'] as const)
    document.documentElement.classList.toggle(name, theme === name);
}

/** Told to every place that shows the choice; `storage` tells the other tabs. */
const CHANGED = 'theme-changed';

function subscribe(onChange: () => void): () => void {
  for (const event of [CHANGED, 'storage']) addEventListener(event, onChange);
  return () => {
    for (const event of [CHANGED, 'storage']) removeEventListener(event, onChange);
  };
}

export const applyStoredTheme = (): void => applyTheme(readTheme());

export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, readTheme, (): Theme => 'system');
  useEffect(() => applyTheme(theme), [theme]);
  return [
    theme,
    (wanted) => {
      localStorage.setItem(STORED, wanted);
      dispatchEvent(new Event(CHANGED));
    },
  ];
}
