import { createApiClient, type Schemas } from '@products-manager/api-client';
import { ApiProblem } from './problem';
import { signedIn } from './session';

export type { Schemas };

/**
 * The API as the signed-in person, by the paths of its document: `answerOf(api.GET('/api/v1/suppliers'))`. A write has
 * one key, so that it has one effect also if it is sent again after a lost answer.
 */
export const api = createApiClient({
  baseUrl: '',
  fetch: (request) => signedIn(() => fetch(request.clone())),
});

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', document.documentElement.lang);
    if (request.method === 'POST' || request.method === 'PATCH')
      request.headers.set('idempotency-key', crypto.randomUUID());
  },
  async onResponse({ response }) {
    if (!response.ok) throw await ApiProblem.from(response);
  },
});

/** What was answered; everything but success is an `ApiProblem`. */
export async function answerOf<Answer>(call: Promise<{ readonly data?: Answer }>): Promise<Answer> {
  return (await call).data as Answer;
}

/** Of a change of what was seen in this version; 412 where somebody changed it since. */
export const seenIn = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
