import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';
import type { ImportConfig, Source, TakenFile } from './source-types';

/** A poll is told by no message of its own. */
const POLL_SHOWN_MS = 5_000;

export const useSources = () =>
  useQuery({
    queryKey: ['sources'],
    queryFn: async () => (await readAnswer<{ items: readonly Source[] }>('/api/v1/import-sources')).items,
    refetchInterval: POLL_SHOWN_MS,
  });

export const useSource = (id: string) =>
  useQuery({
    queryKey: ['sources', id],
    queryFn: () => readAnswer<Source>(`/api/v1/import-sources/${id}`),
    refetchInterval: POLL_SHOWN_MS,
  });

export const useConfigs = () =>
  useQuery({
    queryKey: ['import-configs'],
    queryFn: async () =>
      (await readAnswer<{ items: readonly ImportConfig[] }>('/api/v1/import-configs')).items,
  });

/** The last files a source brought. */
export const useTakenFiles = (id: string) =>
  useQuery({
    queryKey: ['sources', id, 'files'],
    queryFn: async () =>
      (await readAnswer<{ items: readonly TakenFile[] }>(`/api/v1/import-sources/${id}/files?limit=20`))
        .items,
    refetchInterval: POLL_SHOWN_MS,
  });
