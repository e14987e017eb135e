import { Bell } from 'lucide-react';
import { lazy } from 'react';
import { useTranslations } from 'use-intl';
import { MenuButton } from './menu-button';
import { useUnread } from './use-unread';

const NotificationsMenu = lazy(async () => ({
  default: (await import('./notifications-menu')).NotificationsMenu,
}));

export function NotificationsButton() {
  const t = useTranslations('notifications');
  const { total } = useUnread();
  return (
    <MenuButton label={`${t('title')}: ${total}`} menu={NotificationsMenu}>
      <Bell aria-hidden="true" />
      {total > 0 && (
        <span className="absolute -top-0.5 -right-0.5 rounded-full bg-bad px-1 text-[0.625rem] leading-4 text-primary-foreground tabular-nums">
          {total > 99 ? '99+' : total}
        </span>
      )}
    </MenuButton>
  );
}
