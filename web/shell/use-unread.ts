import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';

export type Notification = Schemas['Notification'];

const SHOWN = 8;
/** A live message brings them at once; this is for when there is none. */
const REFRESH_MS = 30_000;

/** The newest notifications that were not read, and how many there are of them. */
export function useUnread(): { unread: readonly Notification[]; total: number } {
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/notifications', { params: { query: { unread: 'true', limit: String(SHOWN) } } }),
      ),
    refetchInterval: REFRESH_MS,
  });
  const unread = data?.items ?? [];
  return { unread, total: data?.total ?? unread.length };
}
