import { useState } from 'react';

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

export const applyStoredTheme = (): void => applyTheme(readTheme());

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(readTheme);
  return [
    theme,
    (wanted) => {
      localStorage.setItem(STORED, wanted);
      applyTheme(wanted);
      setTheme(wanted);
    },
  ];
}
