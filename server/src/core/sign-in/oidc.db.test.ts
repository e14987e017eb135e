import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import Provider from 'oidc-provider';
import { createTestApi, type TestApi } from '../../../test/support/api.ts';
import { freePort } from '../../../test/support/free-port.ts';

const PUBLIC_URL = 'http://pm.test';
let provider: Server;
let api: TestApi;
/** What the provider says of whoever signs in under a name. */
const people: Record<string, { email: string; email_verified: boolean }> = {
  known: { email: 'known@example.com', email_verified: true },
  unverified: { email: 'boss@example.com', email_verified: false },
  stranger: { email: 'stranger@example.com', email_verified: true },
};

before(async () => {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: 'pm',
        client_secret: 'a secret of the client',
        redirect_uris: [`${PUBLIC_URL}/api/v1/auth/oidc/callback`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...people[id] }),
    }),
  });
  provider = createServer(oidc.callback()).listen(port, '127.0.0.1');
  await once(provider, 'listening');
  Object.assign(process.env, {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'pm',
    OIDC_CLIENT_SECRET: 'a secret of the client',
    PUBLIC_URL,
  });
  api = await createTestApi();
  for (const name of ['known', 'boss'])
    await api.call('POST', '/api/v1/users', { email: `${name}@example.com`, name, roles: ['viewer'] });
});
after(async () => {
  await api.close();
  provider.closeAllConnections();
  provider.close();
});

/** A browser: follows the provider's redirects and fills in its two forms, until it is sent back to us. */
async function signInAtProvider(start: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = new URL(start);
  let body: string | null = null;
  for (let steps = 0; steps < 15; steps++) {
    const answer: Response = await fetch(url, {
      redirect: 'manual',
      method: body === null ? 'GET' : 'POST',
      ...(body === null ? {} : { body }),
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      jar.set(name!, value!);
    }
    const location = answer.headers.get('location');
    if (location?.startsWith(PUBLIC_URL)) return location;
    if (location) {
      url = new URL(location, url);
      body = null;
      continue;
    }
    const page = await answer.text();
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(page)!;
    const [, prompt] = /name="prompt" value="([^"]+)"/.exec(page)!;
    url = new URL(action!, url);
    body = new URLSearchParams({ prompt: prompt!, login, password: 'any' }).toString();
  }
  throw new Error('the provider never sent us back');
}

async function signIn(login: string, options: { cookie?: string; next?: string } = {}) {
  const started = await api.app.inject(
    `/api/v1/auth/oidc/login${options.next ? `?next=${encodeURIComponent(options.next)}` : ''}`,
  );
  assert.equal(started.statusCode, 302, started.body);
  const back = await signInAtProvider(String(started.headers['location']), login);
  const cookie = options.cookie ?? started.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await api.app.inject({ url: back.slice(PUBLIC_URL.length), headers: { cookie } });
  return { answer, back, cookie };
}

test('who has an account here signs in by the provider and comes back to where he was', async () => {
  const { answer, back, cookie } = await signIn('known', { next: '/products?page=2' });
  assert.equal(answer.statusCode, 302, answer.body);
  assert.equal(answer.headers['location'], '/products?page=2');
  const access = answer.cookies.find(({ name }) => name === 'pm_access')!;
  const me = await api.app.inject({ url: '/api/v1/auth/me', cookies: { pm_access: access.value } });
  assert.equal(me.json<{ name: string }>().name, 'known');
  const again = await api.app.inject({ url: back.slice(PUBLIC_URL.length), headers: { cookie } });
  assert.equal(again.statusCode, 401, 'a code is good once');
});

test('an identity stays tied to its account when the address changes at the provider', async () => {
  await signIn('known');
  people['known'] = { email: 'renamed@example.com', email_verified: true };
  assert.equal((await signIn('known')).answer.statusCode, 302);
});

test('without an account, or with an address nobody verified, nobody comes in', async () => {
  for (const login of ['stranger', 'unverified']) {
    const { answer } = await signIn(login);
    assert.equal(answer.statusCode, 403, login);
    assert.equal(answer.json<{ code: string }>().code, 'auth.no_account', login);
  }
});

test('an answer to a sign-in that another browser started is refused', async () => {
  const other = await api.app.inject('/api/v1/auth/oidc/login');
  const cookie = other.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const foreign of [cookie, 'pm_oidc=e30', 'pm_oidc=x'])
    assert.equal((await signIn('known', { cookie: foreign })).answer.statusCode, 401, foreign);
});

test('the way back leads to a page of ours only', async () => {
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example'])
    assert.equal(
      (await api.app.inject(`/api/v1/auth/oidc/login?next=${encodeURIComponent(next)}`)).statusCode,
      400,
      next,
    );
});
