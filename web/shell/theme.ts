import { useEffect, useState } from 'react';

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

/** Applied before the first drawing, so that a dark room is not lit for a moment. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(readTheme);
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
      setTheme(wanted);
    },
  ];
}
