import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';
import type { Schedule } from './schedule-types';

/** A run is told by no message of its own. */
const RUN_SHOWN_MS = 15_000;

export const useSchedules = () =>
  useQuery({
    queryKey: ['schedules'],
    queryFn: async () => (await readAnswer<{ items: readonly Schedule[] }>('/api/v1/import-schedules')).items,
    refetchInterval: RUN_SHOWN_MS,
  });

export const useSchedule = (id: string) =>
  useQuery({
    queryKey: ['schedules', id],
    queryFn: () => readAnswer<Schedule>(`/api/v1/import-schedules/${id}`),
    refetchInterval: RUN_SHOWN_MS,
  });
