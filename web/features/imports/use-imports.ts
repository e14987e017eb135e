import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useConnection } from '../../api/live';
import { readAnswer } from '../../api/read-answer';
import { isRunning, type ImportJob } from './import-types';

interface Page {
  readonly items: readonly ImportJob[];
  readonly nextCursor: string | null;
}

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
      readAnswer<Page>(`/api/v1/imports?limit=${PAGE}${pageParam ? `&cursor=${pageParam}` : ''}`),
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
    queryFn: () => readAnswer<ImportJob>(`/api/v1/imports/${id}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? WHILE_RUNNING_MS : false),
  });
}
