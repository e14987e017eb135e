import { request } from '../../api/session';

export type Health = Readonly<Record<string, { status: 'up' | 'down'; latencyMs: number }>>;

/** The databases by name. One that is down makes the answer 503, with the same body. */
export async function readHealth(): Promise<Health> {
  const answer = await request('/health/db');
  const { databases = {} } = (await answer.json()) as { databases?: Health };
  return databases;
}
