import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';

/** A run is told by no message of its own. */
const RUN_SHOWN_MS = 15_000;

export const useSchedules = () =>
  useQuery({
    queryKey: ['schedules'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/import-schedules'))).items,
    refetchInterval: RUN_SHOWN_MS,
  });

export const useSchedule = (id: string) =>
  useQuery({
    queryKey: ['schedules', id],
    queryFn: () => answerOf(api.GET('/api/v1/import-schedules/{id}', { params: { path: { id } } })),
    refetchInterval: RUN_SHOWN_MS,
  });
