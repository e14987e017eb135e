import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createMetrics } from '../src/platform/telemetry/metrics.ts';
import { permissionTable, roles, type Role } from './permission-table.ts';
import { createTestApi, type Answer, type TestApi } from './support/api.ts';

let api: TestApi;
before(async () => {
  api = await createTestApi({ metrics: createMetrics({ version: '1', role: 'api', now: Date.now }) });
  for (const role of roles)
    await api.call('POST', '/api/v1/users', { email: emailOf(role), name: role, roles: [role], password });
});
after(() => api.close());

const password = 'correct horse battery staple';
const emailOf = (role: Role): string => `${role}@roles.example`;
const nowhere = '01900000-0000-7000-8000-000000000000';

async function signIn(role: Role): Promise<string> {
  const answer = await api.call(
    'POST',
    '/api/v1/auth/login',
    { email: emailOf(role), password },
    { authorization: '' },
  );
  return String(answer.body['accessToken']);
}

/** A real call with an id that leads nowhere and an empty body: only the right to make it is asked for. */
function callRoute(route: string, authorization: string): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ');
  const url = pattern
    .replace(/:id/g, nowhere)
    .replace(':field', 'title')
    .replace(/:(code|option)/g, 'nothing');
  const body = method === 'GET' || method === 'DELETE' ? undefined : {};
  return api.call(method as 'GET', url, body, { authorization });
}

test('the table names every route, and no other', () => {
  const declared = api.app.declaredRoutes.map(({ route }) => route).sort();
  assert.deepEqual(Object.keys(permissionTable).sort(), declared);
});

test('nobody in particular is answered only where anyone is', async () => {
  for (const [route, who] of Object.entries(permissionTable)) {
    const { status, body } = await callRoute(route, '');
    if (who === 'anyone') assert.notEqual(body['code'], 'auth.required', route);
    else assert.deepEqual([status, body['code']], [401, 'auth.required'], route);
  }
});

for (const role of roles)
  test(`what the ${role} may call, and what not`, async () => {
    let token = await signIn(role);
    for (const [route, who] of Object.entries(permissionTable)) {
      const answer = await callRoute(route, `Bearer ${token}`);
      const allowed = who === 'anyone' || who.includes(role);
      const refused = answer.status === 403 && answer.body['code'] === 'auth.forbidden';
      // Another's password is refused by the handler, which names the same permission.
      const another = route === 'PUT /api/v1/users/:id/password' && role !== 'administrator';
      assert.equal(
        refused,
        !allowed || (another && answer.status === 403),
        `${role}: ${route} ${answer.status}`,
      );
      assert.notEqual(answer.status, who === 'anyone' ? 0 : 401, `${role}: ${route}`);
      const declared = api.app.declaredRoutes.find((entry) => entry.route === route)!.permission;
      if (!allowed) assert.deepEqual(answer.body['params'], { permission: declared }, route);
      if (route.endsWith('/auth/logout')) token = await signIn(role);
    }
  });
