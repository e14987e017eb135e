import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useConnection } from '../../api/live';
import { answerOf, api } from '../../api/client';
import { isRunning } from './import-types';

const PAGE = 25;
/** While the workers are at it: a live message comes four times a second at most, and may be lost. */
const WHILE_RUNNING_MS = 1_000;
const WITHOUT_LIVE_MS = 5_000;

/** Imports, newest first, a page after the other. */
export function useImports() {
  const connection = useConnection();
  return useInfiniteQuery({
    queryKey: ['imports', 'list'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/imports', {
          params: { query: { limit: String(PAGE), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => {
      // A plan that is ready is told by no message, and the last one of a job may be lost.
      if (state.data?.pages[0]?.items.some(isRunning)) return WHILE_RUNNING_MS;
      return connection === 'live' ? false : WITHOUT_LIVE_MS;
    },
  });
}

/** A job by its id, read again while it runs; the state is on the server, so a refresh loses nothing. */
export function useImportJob(id: string | null) {
  return useQuery({
    queryKey: ['imports', id],
    queryFn: () => answerOf(api.GET('/api/v1/imports/{id}', { params: { path: { id: id! } } })),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? WHILE_RUNNING_MS : false),
  });
}
