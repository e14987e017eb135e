import { useInfiniteQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';
import type { ReviewRow, WaitingImport } from './review-types';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

const ROWS = 50;

/** Rows of an import that wait, in the order of their lines. */
export function useReviewRows(importId: string, enabled = true) {
  return usePages<ReviewRow>(['imports', importId, 'review'], `/api/v1/imports/${importId}/review`, enabled);
}

/** All imports that wait for a person, newest first. */
export const useWaiting = () => usePages<WaitingImport>(['imports', 'waiting'], '/api/v1/review');

function usePages<Item>(queryKey: readonly string[], path: string, enabled = true) {
  return useInfiniteQuery({
    queryKey,
    enabled,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      readAnswer<Page<Item>>(`${path}?limit=${ROWS}${pageParam ? `&cursor=${pageParam}` : ''}`),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
