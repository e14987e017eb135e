import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { post } from '../api/session';
import { useChangeLanguage } from '../i18n/language-provider';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';
import { themes, useTheme } from './theme';
import { Link } from '../ui/link';

const languages = [
  ['fr', 'Français'],
  ['en', 'English'],
] as const;

async function signOut(): Promise<void> {
  await post('/api/v1/auth/logout', {});
  location.assign('/sign-in');
}

export function AccountMenu({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations('shell');
  const changeLanguage = useChangeLanguage();
  const present = useLocale().slice(0, 2);
  const [theme, setTheme] = useTheme();
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href="/account">{t('accountPage')}</Link>
        </DropdownMenuItem>
        <DropdownMenuLabel>{t('language')}</DropdownMenuLabel>
        {languages.map(([language, name]) => (
          <DropdownMenuItem key={language} lang={language} onSelect={() => changeLanguage(language)}>
            {name}
            {present === language && <Check aria-hidden="true" className="ml-auto" />}
          </DropdownMenuItem>
        ))}
        <DropdownMenuLabel>{t('theme')}</DropdownMenuLabel>
        {themes.map((name) => (
          <DropdownMenuItem key={name} onSelect={() => setTheme(name)}>
            {t(name)}
            {theme === name && <Check aria-hidden="true" className="ml-auto" />}
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem onSelect={() => void signOut()}>{t('signOut')}</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
