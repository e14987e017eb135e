import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';

/** Who is signed in, and what he may do. */
export interface Me {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly version: number;
  } | null;
  readonly permissions: readonly string[];
}

export interface Session {
  readonly id: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly current: boolean;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The last signs of the key. */
  readonly hint: string;
  readonly scopes: readonly string[];
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly usedAt: string | null;
}

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: () => readAnswer<Me>('/api/v1/auth/me'), staleTime: 60_000 });

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await readAnswer<{ items: readonly Session[] }>('/api/v1/auth/sessions')).items,
  });

/** Those that the person made; a key shows all of them only to who may see the installation's. */
export const useOwnKeys = (userId: string) =>
  useQuery({
    queryKey: ['api-keys', userId],
    queryFn: async () =>
      (await readAnswer<{ items: readonly ApiKey[] }>('/api/v1/api-keys')).items.filter(
        ({ createdBy }) => createdBy === userId,
      ),
  });
