/** Requests as the signed-in person: an access cookie that ran out is renewed once, and without a session one signs in. */
export const request = (path: string, init: RequestInit = {}): Promise<Response> =>
  signedIn(() => fetch(path, init));

/** The same for what is sent by other means. */
export async function signedIn<Answer extends { readonly status: number }>(
  send: () => Promise<Answer>,
): Promise<Answer> {
  const answer = await send();
  if (answer.status !== 401) return answer;
  if (await renew()) return send();
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  return answer;
}

let renewing: Promise<boolean> | null = null;

/** A refresh token is good once: requests that fail together wait for one renewal. */
function renew(): Promise<boolean> {
  renewing ??= post('/api/v1/auth/refresh', {})
    .then(({ ok }) => ok)
    .finally(() => (renewing = null));
  return renewing;
}

export function post(path: string, body: object): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    body: JSON.stringify(body),
  });
}

/** Only a path of ours: an address from outside would send people there with our name on it. */
export function nextPath(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

export const linkToken = (): string => new URLSearchParams(location.search).get('token') ?? '';
