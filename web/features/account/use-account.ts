import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client';

/** Who is signed in, and what he may do. */
export type Me = Schemas['Me'];
export type Session = Schemas['Session'];
export type ApiKey = Schemas['ApiKey'];

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: () => answerOf(api.GET('/api/v1/auth/me')), staleTime: 60_000 });

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/auth/sessions'))).items,
  });

/** Those that the person made; a key shows all of them only to who may see the installation's. */
export const useOwnKeys = (userId: string) =>
  useQuery({
    queryKey: ['api-keys', userId],
    queryFn: async () =>
      (await answerOf(api.GET('/api/v1/api-keys'))).items.filter(({ createdBy }) => createdBy === userId),
  });
