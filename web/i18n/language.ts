export type Language = 'fr' | 'en';

const COOKIE = 'locale';
const YEAR_SECONDS = 31_536_000;

/** What was chosen here before, else what the browser asks for. */
export function readLanguage(): Language {
  const chosen = new RegExp(`(?:^|; )${COOKIE}=(fr|en)`).exec(document.cookie)?.[1];
  const wanted = chosen ?? navigator.language.toLowerCase();
  return wanted.startsWith('fr') ? 'fr' : 'en';
}

export function rememberLanguage(language: Language): void {
  document.cookie = `${COOKIE}=${language}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
