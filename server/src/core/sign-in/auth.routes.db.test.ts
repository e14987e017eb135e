import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { sweepSignIn } from './sweep.queries.ts';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let people = 0;

const PASSWORD = 'correct horse battery staple';
const nobody = { authorization: '' };

interface Person {
  readonly id: string;
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

let person: Person;
beforeEach(async () => {
  person = await createPerson();
});

async function createPerson(roles = ['viewer']): Promise<Person> {
  const email = `person-${++people}@example.com`;
  const made = await api.call('POST', '/api/v1/users', { email, name: 'Person', roles, password: PASSWORD });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const login = await api.call('POST', '/api/v1/auth/login', { email, password: PASSWORD }, nobody);
  assert.equal(login.status, 200, JSON.stringify(login.body));
  const { accessToken, refreshToken } = login.body as unknown as Person;
  return { id: String(made.body['id']), email, accessToken, refreshToken };
}

const me = (token: string): Promise<Answer> =>
  api.call('GET', '/api/v1/auth/me', undefined, { authorization: `Bearer ${token}` });
const refresh = (refreshToken: string): Promise<Answer> =>
  api.call('POST', '/api/v1/auth/refresh', { refreshToken }, nobody);
const login = (email: string, password: string): Promise<Answer> =>
  api.call('POST', '/api/v1/auth/login', { email, password }, nobody);

test('a token says who calls and what he may do, and no answer holds a password', async () => {
  const answer = await me(person.accessToken);
  assert.equal(answer.status, 200);
  assert.equal((answer.body['user'] as { email: string }).email, person.email);
  assert.ok((answer.body['permissions'] as string[]).includes('products:read'));
  assert.ok(!(answer.body['permissions'] as string[]).includes('products:write'));
  const user = await api.call('GET', `/api/v1/users/${person.id}`);
  assert.doesNotMatch(JSON.stringify(user.body), /argon2|password/i);
});

test('everybody changes his own name and language, in the version he saw, and nothing else', async () => {
  const own = { authorization: `Bearer ${person.accessToken}` };
  const patch = (body: object, headers = {}): Promise<Answer> =>
    api.call('PATCH', '/api/v1/auth/me', body, { ...own, ...headers });
  const { version } = (await me(person.accessToken)).body['user'] as { version: number };
  const changed = await patch({ name: 'Other Name', locale: 'en-GB' }, { 'if-match': `"${version}"` });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.deepEqual(
    [changed.body['name'], changed.body['locale'], changed.headers['etag']],
    ['Other Name', 'en-GB', `"${version + 1}"`],
  );
  assert.equal(((await me(person.accessToken)).body['user'] as { name: string }).name, 'Other Name');
  assert.equal((await patch({ name: 'Third' }, { 'if-match': `"${version}"` })).status, 412);
  for (const body of [
    {},
    { name: ' ' },
    { locale: 'French' },
    { roles: ['administrator'] },
    { email: 'a@b.c' },
  ])
    assert.equal((await patch(body)).status, 400, JSON.stringify(body));
  const audited = await api.call('GET', `/api/v1/audit?entityId=${person.id}&action=user.updated`);
  assert.deepEqual(audited.body.items[0]!['after'], { name: 'Other Name', locale: 'en-GB' });
});

test('a key cannot change the account of the person who made it', async () => {
  const made = await api.call('POST', '/api/v1/api-keys', { name: 'Key', scopes: ['products:read'] });
  const authorization = `Bearer ${String(made.body['key'])}`;
  const answer = await api.call('PATCH', '/api/v1/auth/me', { name: 'Taken over' }, { authorization });
  assert.deepEqual([answer.status, answer.body['code']], [403, 'auth.person_required']);
});

test('forged tokens are refused: other key, no algorithm, other algorithm, other audience, expired, cut', async () => {
  const secret = Buffer.from(api.system.secrets.jwtSecret);
  const good = JSON.parse(Buffer.from(person.accessToken.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  > & { sub: string; sid: string };
  const sign = (claims: object, key: Uint8Array, alg = 'HS256', typ = 'at+jwt'): Promise<string> =>
    new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg, typ }).sign(key);
  const now = Math.floor(Date.now() / 1000);
  assert.equal((await me(await sign({}, secret))).status, 200);
  const forged: Record<string, string> = {
    'another key': await sign({}, Buffer.alloc(32, 1)),
    'no algorithm': new UnsecuredJWT(good).encode(),
    'HS512 with our key': await sign({}, Buffer.concat([secret, secret]), 'HS512'),
    'another type': await sign({}, secret, 'HS256', 'JWT'),
    'another audience': await sign({ aud: 'somebody else' }, secret),
    'another issuer': await sign({ iss: 'somebody else' }, secret),
    expired: await sign({ iat: now - 700, exp: now - 1 }, secret),
    'good for a year': await sign({ iat: now - 3600, exp: now + 3e7 }, secret),
    'another user’s session': await sign({ sub: '01900000-0000-7000-8000-000000000000' }, secret),
    'a session that never was': await sign({ sid: '01900000-0000-7000-8000-000000000000' }, secret),
    'cut short': person.accessToken.slice(0, -2),
    'no token': 'x',
  };
  for (const [what, token] of Object.entries(forged)) {
    const answer = await me(token);
    assert.equal(answer.status, 401, what);
    assert.equal(answer.body['code'], 'auth.required', what);
  }
});

test('a refresh token is good once, and of ten at the same time for one; then the session is over', async () => {
  const again = await refresh(person.refreshToken);
  assert.equal(again.status, 200);
  const next = String(again.body['refreshToken']);
  const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(next)));
  assert.equal(answers.filter(({ status }) => status === 200).length <= 1, true);
  assert.ok(answers.some(({ status }) => status === 401));
  assert.equal((await me(person.accessToken)).status, 401);
  assert.equal((await me(String(again.body['accessToken']))).status, 401);
  const last = answers.find(({ status }) => status === 200);
  if (last) assert.equal((await refresh(String(last.body['refreshToken']))).status, 401);
});

test('a session that is used lives on, thirty days from each use', async () => {
  const { core } = api.system.databases.pools;
  await core.query(`update sessions set expires_at = now() + interval '1 day' where user_id = $1`, [
    person.id,
  ]);
  assert.equal((await refresh(person.refreshToken)).status, 200);
  const { rows } = await core.query<{ days: number }>(
    `select round(extract(epoch from expires_at - now()) / 86400)::int as days from sessions where user_id = $1`,
    [person.id],
  );
  assert.deepEqual(rows, [{ days: 30 }]);
});

test('what no sign-in asks for any more is swept, what still counts is not', async () => {
  const { core } = api.system.databases.pools;
  const used = await refresh(person.refreshToken);
  const old = await createPerson();
  await core.query(
    `update refresh_tokens set used_at = used_at - interval '31 days' where used_at is not null`,
  );
  await core.query(`update sessions set ended_at = now() - interval '91 days' where user_id = $1`, [old.id]);
  await core.query(
    `insert into login_attempts values ('swept', now() - interval '2 days', 3), ('kept', now(), 3)`,
  );
  await core.query(
    `insert into one_time_tokens (hash, purpose, user_id, expires_at)
     values ('\\x01', 'password-reset', $1, now() - interval '2 days'), ('\\x02', 'password-reset', $1, now())`,
    [person.id],
  );
  await sweepSignIn(api.system.databases.core);
  const { rows } = await core.query(
    `select (select count(*)::int from refresh_tokens where used_at is not null) as tokens,
       (select count(*)::int from sessions where user_id = $1) as sessions,
       (select array_agg(key) from login_attempts where key in ('swept', 'kept')) as attempts,
       (select count(*)::int from one_time_tokens where user_id = $2) as links`,
    [old.id, person.id],
  );
  assert.deepEqual(rows, [{ tokens: 0, sessions: 0, attempts: ['kept'], links: 1 }]);
  assert.equal((await refresh(String(used.body['refreshToken']))).status, 200);
});

test('a start of a version that knows fewer permissions takes none from a custom role', async () => {
  const permissions = ['products:read', 'suppliers:read'];
  const role = await api.call('POST', '/api/v1/roles', { code: 'readers', name: 'Readers', permissions });
  await api.system.accounts.declarePermissions(['products:read']);
  const after = await api.call('GET', `/api/v1/roles/${String(role.body['id'])}`);
  assert.deepEqual(after.body['permissions'], permissions);
});

test('logout, disabling and a new password end sessions at once', async () => {
  const out = await api.call('POST', '/api/v1/auth/logout', undefined, {
    authorization: `Bearer ${person.accessToken}`,
  });
  assert.equal(out.status, 204);
  assert.equal((await me(person.accessToken)).status, 401);
  assert.equal((await refresh(person.refreshToken)).status, 401);

  const second = await createPerson();
  assert.equal((await me(second.accessToken)).status, 200);
  await api.call('PATCH', `/api/v1/users/${second.id}`, { disabled: true });
  assert.equal((await me(second.accessToken)).status, 401);
  assert.equal((await refresh(second.refreshToken)).status, 401);
  assert.equal((await login(second.email, PASSWORD)).status, 401);

  const third = await createPerson();
  const change = (body: object): Promise<Answer> =>
    api.call('PUT', `/api/v1/users/${third.id}/password`, body, {
      authorization: `Bearer ${third.accessToken}`,
    });
  const password = 'another long password';
  for (const body of [{ password }, { password, currentPassword: 'wrong' }])
    assert.equal((await change(body)).body['code'], 'users.current_password_wrong');
  assert.equal((await me(third.accessToken)).status, 200);
  assert.equal((await change({ password, currentPassword: PASSWORD })).status, 204);
  assert.equal((await me(third.accessToken)).status, 401);
  assert.equal((await login(third.email, PASSWORD)).status, 401);
  assert.equal((await login(third.email, 'another long password')).status, 200);
});

test('a role taken away is gone with the next request', async () => {
  const editor = await createPerson(['manager']);
  const create = (): Promise<Answer> =>
    api.call(
      'POST',
      '/api/v1/suppliers',
      { name: `S ${++people}` },
      {
        authorization: `Bearer ${editor.accessToken}`,
      },
    );
  assert.equal((await create()).status, 201);
  await api.call('PATCH', `/api/v1/users/${editor.id}`, { roles: ['viewer'] });
  assert.equal((await create()).status, 403);
});

test('ten wrong passwords a minute, and the account waits; an unknown address looks the same', async () => {
  for (const email of [person.email, 'nobody@example.com']) {
    for (let i = 0; i < 10; i++) {
      const answer = await login(email, 'wrong');
      assert.deepEqual([answer.status, answer.body['code']], [401, 'auth.refused'], `${email} ${i}`);
      assert.equal(answer.body['detail'], 'The address or the password is wrong');
    }
    const waits = await login(email, email === person.email ? PASSWORD : 'wrong');
    assert.equal(waits.status, 429);
    assert.ok(Number(waits.headers['retry-after']) > 0);
  }
});

test('a cookie is of no use to another site’s page', async () => {
  const host = { host: 'pm.example' };
  const page = { ...host, origin: 'https://pm.example', 'sec-fetch-site': 'same-origin' };
  const foreign = { ...host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const body = { email: person.email, password: PASSWORD, cookies: true };
  const send = (headers: Record<string, string>, url: string, payload: object) =>
    api.app.inject({ method: 'POST', url, payload, headers });
  assert.equal((await send(foreign, '/api/v1/auth/login', body)).statusCode, 403);
  const signedIn = await send(page, '/api/v1/auth/login', body);
  assert.equal(signedIn.statusCode, 200);
  assert.equal(signedIn.json<{ accessToken?: string }>().accessToken, undefined);
  for (const cookie of signedIn.cookies)
    assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, 'Strict'], cookie.name);
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const logout = (headers: Record<string, string>) => send({ ...headers, cookie }, '/api/v1/auth/logout', {});
  for (const headers of [
    foreign,
    { ...host, 'sec-fetch-site': 'cross-site' },
    { ...host, 'sec-fetch-site': 'same-site' },
    { ...host, origin: 'null' },
    host,
  ])
    assert.equal((await logout(headers)).statusCode, 403, JSON.stringify(headers));
  const read = await api.app.inject({ url: '/api/v1/auth/me', headers: { ...foreign, cookie } });
  assert.equal(read.statusCode, 200);
  assert.equal((await logout(page)).statusCode, 204);
});

test('sessions are listed and ended by their own user alone', async () => {
  const stranger = await createPerson();
  const list = await api.call('GET', '/api/v1/auth/sessions', undefined, {
    authorization: `Bearer ${person.accessToken}`,
  });
  const [session] = list.body.items;
  assert.equal(session!['current'], true);
  const end = (token: string): Promise<Answer> =>
    api.call('DELETE', `/api/v1/auth/sessions/${String(session!['id'])}`, undefined, {
      authorization: `Bearer ${token}`,
    });
  assert.equal((await end(stranger.accessToken)).status, 404);
  assert.equal((await me(person.accessToken)).status, 200);
  assert.equal((await end(person.accessToken)).status, 204);
  assert.equal((await me(person.accessToken)).status, 401);
});

test('the link of the first start makes the first account once, and never a second one', async () => {
  const token = await api.system.accounts.reset.issueSetup();
  const setup = { token, email: 'late@example.com', name: 'Late', password: PASSWORD };
  const late = await api.call('POST', '/api/v1/setup', setup, nobody);
  assert.equal(late.status, 409);
  const wrong = await api.call('POST', '/api/v1/setup', { ...setup, token: 'x' }, nobody);
  assert.equal(wrong.status, 403);
});

test('a link to choose a password is good once and ends the sessions before it', async () => {
  const token = await api.system.accounts.reset.issue(person.id);
  const choose = (password: string): Promise<Answer> =>
    api.call('POST', '/api/v1/auth/password-reset', { token, password }, nobody);
  assert.equal((await choose('short')).body['code'], 'users.password_weak');
  assert.equal((await choose('a much better password')).status, 202);
  assert.equal((await me(person.accessToken)).status, 401);
  assert.equal((await choose('a much better password')).status, 403);
  assert.equal((await login(person.email, 'a much better password')).status, 200);
  for (const email of [person.email, 'nobody@example.com'])
    assert.equal((await api.call('POST', '/api/v1/auth/password-reset', { email }, nobody)).status, 202);
});

test('fields that are not to be set from outside are refused, not taken', async () => {
  for (const extra of [
    { passwordHash: 'x' },
    { id: person.id },
    { kind: 'admin' },
    { permissions: ['users:write'] },
  ]) {
    const body = { email: 'mass@example.com', name: 'Mass', roles: [], ...extra };
    assert.equal((await api.call('POST', '/api/v1/users', body)).status, 400, JSON.stringify(extra));
  }
  assert.equal((await api.call('PATCH', `/api/v1/users/${person.id}`, { version: 9 })).status, 400);
});

test('nobody hands out more than he has, and the last administrator stays', async () => {
  const role = await api.call('POST', '/api/v1/roles', {
    code: 'staff',
    name: 'Staff',
    permissions: ['users:read', 'users:write', 'roles:read', 'roles:write', 'api-keys:write'],
  });
  assert.equal(role.status, 201, JSON.stringify(role.body));
  const staff = await createPerson(['staff']);
  const as = { authorization: `Bearer ${staff.accessToken}` };
  const raise = await api.call('PATCH', `/api/v1/users/${staff.id}`, { roles: ['administrator'] }, as);
  assert.equal(raise.body['code'], 'users.role_exceeds');
  const made = await api.call(
    'POST',
    '/api/v1/users',
    { email: 'x@example.com', name: 'X', roles: ['administrator'] },
    as,
  );
  assert.equal(made.status, 403);
  const widened = await api.call(
    'PATCH',
    `/api/v1/roles/${String(role.body['id'])}`,
    { permissions: ['settings:write'] },
    as,
  );
  assert.equal(widened.status, 403);
  const key = await api.call('POST', '/api/v1/api-keys', { name: 'k', scopes: ['products:write'] }, as);
  assert.equal(key.status, 403);
  const admin = (await api.call('GET', '/api/v1/auth/me')).body['user'] as { id: string };
  const password = await api.call('PUT', `/api/v1/users/${admin.id}/password`, { password: PASSWORD }, as);
  assert.equal(password.status, 403);
  const last = await api.call('PATCH', `/api/v1/users/${admin.id}`, { disabled: true });
  assert.deepEqual([last.status, last.body['code']], [409, 'users.last_administrator']);
});

test('an API key is shown once, works within its scopes, and not after it was revoked', async () => {
  const made = await api.call('POST', '/api/v1/api-keys', { name: 'shop', scopes: ['products:read'] });
  assert.equal(made.status, 201);
  const key = { authorization: `Bearer ${String(made.body['key'])}` };
  const list = await api.call('GET', '/api/v1/api-keys');
  assert.ok(!JSON.stringify(list.body).includes(String(made.body['key'])));
  assert.equal((await api.call('GET', '/api/v1/products', undefined, key)).status, 200);
  const write = await api.call('POST', '/api/v1/products', { sku: 'K-1' }, key);
  assert.deepEqual(
    [write.status, (write.body['params'] as object) ?? {}],
    [403, { permission: 'products:write' }],
  );
  await api.call('DELETE', `/api/v1/api-keys/${String(made.body['id'])}`);
  assert.equal((await api.call('GET', '/api/v1/products', undefined, key)).status, 401);
});
