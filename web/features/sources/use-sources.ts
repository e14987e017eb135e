import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';

/** A poll is told by no message of its own. */
const POLL_SHOWN_MS = 5_000;

export const useSources = () =>
  useQuery({
    queryKey: ['sources'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/import-sources'))).items,
    refetchInterval: POLL_SHOWN_MS,
  });

export const useSource = (id: string) =>
  useQuery({
    queryKey: ['sources', id],
    queryFn: () => answerOf(api.GET('/api/v1/import-sources/{id}', { params: { path: { id } } })),
    refetchInterval: POLL_SHOWN_MS,
  });

export const useConfigs = () =>
  useQuery({
    queryKey: ['import-configs'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/import-configs'))).items,
  });

/** The last files a source brought. */
export const useTakenFiles = (id: string) =>
  useQuery({
    queryKey: ['sources', id, 'files'],
    queryFn: async () =>
      (
        await answerOf(
          api.GET('/api/v1/import-sources/{id}/files', { params: { path: { id }, query: { limit: '20' } } }),
        )
      ).items,
    refetchInterval: POLL_SHOWN_MS,
  });
