import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactElement } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { sendOnce } from '../api/read-answer';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';
import { useUnread, type Notification } from './use-unread';

/** What waits to be read: what happened is said by the server, in the reader's language. */
export function NotificationsMenu({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations('notifications');
  const format = useFormatter();
  const router = useRouter();
  const client = useQueryClient();
  const { unread } = useUnread();

  const markRead = async (path: string): Promise<void> => {
    await sendOnce(path, {});
    await client.invalidateQueries({ queryKey: ['notifications'] });
  };
  const open = ({ id, link }: Notification): void => {
    void markRead(`/api/v1/notifications/${id}/read`);
    if (link) router.push(link);
  };

  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-80">
        <DropdownMenuLabel>{unread.length > 0 ? t('title') : t('none')}</DropdownMenuLabel>
        {unread.map((notification) => (
          <DropdownMenuItem
            key={notification.id}
            onSelect={() => open(notification)}
            className="flex-col items-start! gap-0.5!"
          >
            <span className="font-medium">{notification.title}</span>
            <span className="text-muted-foreground">{notification.detail}</span>
            <time dateTime={notification.createdAt} className="text-xs text-muted-foreground">
              {format.relativeTime(new Date(notification.createdAt), new Date())}
            </time>
          </DropdownMenuItem>
        ))}
        {unread.length > 0 && (
          <DropdownMenuItem onSelect={() => void markRead('/api/v1/notifications/read-all')}>
            {t('readAll')}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
