import { request } from './session';

/** Why the API refused, in the reader's language, with the number by which its operator finds the request. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  constructor(
    status: number,
    problem: { detail?: string; title?: string; code?: string; requestId?: string },
  ) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.requestId = problem.requestId ?? null;
  }
}

/** A request whose answer is read; anything but success is an `ApiProblem`. */
export async function readAnswer<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', document.documentElement.lang);
  if (typeof init.body === 'string') headers.set('content-type', 'application/json');
  const answer = await request(path, { ...init, headers });
  if (answer.ok) return (answer.status === 204 ? null : await answer.json()) as Answer;
  throw new ApiProblem(answer.status, ((await answer.json().catch(() => ({}))) as object) ?? {});
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
