import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../api/read-answer';

export interface Notification {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly link: string | null;
  readonly createdAt: string;
}

const SHOWN = 8;
/** A live message brings them at once; this is for when there is none. */
const REFRESH_MS = 30_000;

/** The newest notifications that were not read, and how many there are of them. */
export function useUnread(): { unread: readonly Notification[]; total: number } {
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: () =>
      readAnswer<{ items: Notification[]; total: number }>(
        `/api/v1/notifications?unread=true&limit=${SHOWN}`,
      ),
    refetchInterval: REFRESH_MS,
  });
  const unread = data?.items ?? [];
  return { unread, total: data?.total ?? unread.length };
}
