import type { ApiClient, Schemas } from '@products-manager/api-client';
import { readAnswer } from './read-answer';

export type { Schemas };

interface Request {
  readonly params?: {
    readonly path?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string | undefined>>;
  };
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A write has one key, so that it has one effect also if it is sent again after a lost answer. */
const send =
  (method: 'GET' | 'POST' | 'PATCH') =>
  async (path: string, { params = {}, headers, body }: Request = {}): Promise<{ data: unknown }> => {
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params.path?.[name] ?? ''),
    );
    const asked = Object.entries(params.query ?? {}).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(asked as [string, string][]).toString();
    const init = {
      method,
      headers: { ...(method === 'GET' ? {} : { 'idempotency-key': crypto.randomUUID() }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return { data: await readAnswer(query ? `${address}?${query}` : address, init) };
  };

/**
 * The API as the signed-in person, by the paths of its document: `answerOf(api.GET('/api/v1/suppliers'))`. Only the
 * types are openapi-fetch's: its code would be 3 kB of every page.
 */
export const api = {
  GET: send('GET'),
  POST: send('POST'),
  PATCH: send('PATCH'),
} as unknown as Pick<ApiClient, 'GET' | 'POST' | 'PATCH'>;

/** What was answered; everything but success is an `ApiProblem`. */
export async function answerOf<Answer>(call: Promise<{ readonly data?: Answer }>): Promise<Answer> {
  return (await call).data as Answer;
}

/** Of a change of what was seen in this version; 412 where somebody changed it since. */
export const seenIn = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
