import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'use-intl';
import { readAnswer, sendOnce } from '../api/read-answer';
import { Button } from '../ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';

interface Notification {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly link: string | null;
  readonly createdAt: string;
}

const SHOWN = 8;
/** A live message brings them at once; this is for when there is none. */
const REFRESH_MS = 30_000;

/** What waits to be read: what happened is said by the server, in the reader's language. */
export function NotificationsMenu() {
  const t = useTranslations('notifications');
  const format = useFormatter();
  const router = useRouter();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: () =>
      readAnswer<{ items: Notification[]; total: number }>(
        `/api/v1/notifications?unread=true&limit=${SHOWN}`,
      ),
    refetchInterval: REFRESH_MS,
  });
  const unread = data?.items ?? [];
  const total = data?.total ?? unread.length;

  const markRead = async (path: string): Promise<void> => {
    await sendOnce(path, {});
    await client.invalidateQueries({ queryKey: ['notifications'] });
  };
  const open = ({ id, link }: Notification): void => {
    void markRead(`/api/v1/notifications/${id}/read`);
    if (link) router.push(link);
  };

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`${t('title')}: ${total}`} className="relative">
          <Bell aria-hidden="true" />
          {total > 0 && (
            <span className="absolute -top-0.5 -right-0.5 rounded-full bg-bad px-1 text-[0.625rem] leading-4 text-primary-foreground tabular-nums">
              {total > 99 ? '99+' : total}
            </span>
          )}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-80">
        <DropdownMenuLabel>{unread.length > 0 ? t('title') : t('none')}</DropdownMenuLabel>
        {unread.map((notification) => (
          <DropdownMenuItem
            key={notification.id}
            onSelect={() => open(notification)}
            className="flex-col items-start gap-0.5"
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
