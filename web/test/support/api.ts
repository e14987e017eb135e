import { until } from '../../../server/test/support/until.ts';
import { admin, type Account } from './program.ts';

export type Body = Readonly<Record<string, unknown>>;

/** The API as a program uses it, beside the browser. */
export interface Api {
  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Body>;
  /** Sends a supplier's file and waits until its import rests. */
  import(
    name: string,
    content: string | Uint8Array<ArrayBuffer>,
    fields: Readonly<Record<string, string>>,
  ): Promise<Body>;
  /** Waits until the search, which follows the catalogue, finds something. */
  found(text: string): Promise<void>;
}

/** States in which workers are at it. */
const running = ['queued', 'detecting', 'staging', 'planning', 'applying', 'undoing', 'waiting'];
const LONGEST_IMPORT_SECONDS = 120;

export async function connectApi(origin: string, account: Account = admin): Promise<Api> {
  const send = async (path: string, init: RequestInit): Promise<Body> => {
    const answer = await fetch(`${origin}${path}`, init);
    const body = (await answer.json()) as Body;
    if (!answer.ok) throw new Error(`${init.method} ${path}: ${answer.status} ${JSON.stringify(body)}`);
    return body;
  };
  const json = { 'content-type': 'application/json' };
  const { accessToken } = await send('/api/v1/auth/login', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(account),
  });
  const authorization = `Bearer ${String(accessToken)}`;
  const call: Api['call'] = (method, path, body) =>
    send(path, {
      method,
      headers: { authorization, ...(body ? json : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return {
    call,
    async import(name, content, fields) {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('file', new Blob([content]), name);
      const sent = await send('/api/v1/imports', { method: 'POST', headers: { authorization }, body: form });
      return until(
        () => call('GET', `/api/v1/imports/${String(sent['id'])}`),
        ({ status }) => !running.includes(String(status)),
        LONGEST_IMPORT_SECONDS,
      );
    },
    async found(text) {
      await until(
        () => call('GET', `/api/v1/products?limit=1&q=${encodeURIComponent(text)}`),
        ({ items }) => (items as unknown[]).length > 0,
      );
    },
  };
}
