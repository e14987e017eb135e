import { ApiProblem } from './problem';
import { request } from './session';

/** A request whose answer is read; anything but success is an `ApiProblem`. */
export async function readAnswer<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', document.documentElement.lang);
  if (typeof init.body === 'string') headers.set('content-type', 'application/json');
  const answer = await request(path, { ...init, headers });
  if (answer.ok) return (answer.status === 204 ? null : await answer.json()) as Answer;
  throw await ApiProblem.from(answer);
}

/** A write that may be sent again after a lost answer: one key, one effect. */
export const sendOnce = <Answer>(path: string, body: object): Promise<Answer> =>
  readAnswer(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'idempotency-key': crypto.randomUUID() },
  });

/** A change of what was seen in that version; 412 where somebody changed it since. */
export const changeSeen = <Answer>(
  path: string,
  { version, body, method = 'PATCH' }: { version: number; body: object; method?: 'PATCH' | 'POST' },
): Promise<Answer> =>
  readAnswer(path, {
    method,
    body: JSON.stringify(body),
    headers: { 'idempotency-key': crypto.randomUUID(), 'if-match': `"${version}"` },
  });
