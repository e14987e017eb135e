import { CircleUser } from 'lucide-react';
import { lazy } from 'react';
import { useTranslations } from 'use-intl';
import { MenuButton } from './menu-button';

const AccountMenu = lazy(async () => ({ default: (await import('./account-menu')).AccountMenu }));

export function AccountButton() {
  const t = useTranslations('shell');
  return (
    <MenuButton label={t('account')} menu={AccountMenu}>
      <CircleUser aria-hidden="true" />
    </MenuButton>
  );
}
