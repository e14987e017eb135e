import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';
import { isRunning, type Look } from './look-types';

/** A live message may be lost, so it is read again anyway while it runs. */
const WHILE_RUNNING_MS = 1_000;

/** A look by its id; its state is on the server, so a refresh loses nothing. */
export function useLook(id: string) {
  return useQuery({
    queryKey: ['first-looks', id],
    queryFn: () => readAnswer<Look>(`/api/v1/first-looks/${id}`),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? WHILE_RUNNING_MS : false),
  });
}
