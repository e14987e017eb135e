import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Type } from 'typebox';
import { loadConfig } from '../src/platform/config.ts';
import { named, pageOf } from '../src/platform/http/answers.ts';
import { createHttpServer, type RouteSet } from '../src/platform/http/server.ts';
import { createLog } from '../src/platform/telemetry/log.ts';
import { documentedAnswers } from './support/documented-answers.ts';

const Lamp = named('Lamp', Type.Object({ watts: Type.Integer(), name: Type.Optional(Type.String()) }));
const routes: RouteSet = (app) => {
  const schema = { tags: ['lamps'] };
  const config = { permission: 'public' };
  app.get(
    '/api/v1/lamps',
    { schema: { ...schema, response: { 200: pageOf(Lamp) } }, config },
    async () => ({}),
  );
  app.get('/api/v1/lamps/:id', { schema: { ...schema, response: { 200: Lamp } }, config }, async () => ({}));
};
const app = await createHttpServer({
  config: loadConfig({}),
  log: createLog({ level: 'silent', name: 'test' }),
  authenticate: async () => null,
  routes: [routes],
});
await app.ready();
after(() => app.close());
const check = documentedAnswers(app);
const answered = (url: string, body: object, status = 200): void =>
  check({ method: 'GET', url, status, body });

test('answers are held against the document: what is missing, wrong or unknown to it, and other statuses', () => {
  const page = { nextCursor: null, total: 1, totalIsEstimate: false };
  answered('/api/v1/lamps/7', { watts: 60 });
  answered('/api/v1/lamps?limit=1', { ...page, items: [{ watts: 60, name: 'Lyra' }] });
  assert.throws(() => answered('/api/v1/lamps/7', { watts: '60' }), /\/watts must be integer/);
  assert.throws(() => answered('/api/v1/lamps/7', {}), /'watts'/);
  assert.throws(() => answered('/api/v1/lamps', { ...page, items: [{ watts: 60, size: 'E27' }] }), /"size"/);
  assert.throws(() => answered('/api/v1/lamps/7', { watts: 60 }, 201), /201 is not in the document/);
});

test('an error is a problem', () => {
  const problem = {
    type: 'urn:products-manager:x',
    title: 'X',
    status: 404,
    detail: 'x',
    code: 'x',
    params: {},
    requestId: '1',
  };
  answered('/api/v1/lamps/7', problem, 404);
  assert.throws(() => answered('/api/v1/lamps/7', { message: 'x' }, 404), /'code'/);
});

test('a shape stands in the document once, under its name', () => {
  const { components, paths } = app.swagger() as unknown as {
    components: { schemas: Record<string, unknown> };
    paths: object;
  };
  assert.deepEqual(Object.keys(components.schemas), ['Lamp', 'Problem']);
  assert.equal(JSON.stringify(paths).split('"#/components/schemas/Lamp"').length, 3);
});

test('two shapes of one name are refused', async () => {
  const Other = named('Lamp', Type.Object({ volts: Type.Integer() }));
  const doubled = await createHttpServer({
    config: loadConfig({}),
    log: createLog({ level: 'silent', name: 'test' }),
    authenticate: async () => null,
    routes: [
      routes,
      (scope) => {
        const schema = { tags: ['lamps'], response: { 200: Other } };
        scope.get('/api/v1/others', { schema, config: { permission: 'public' } }, async () => ({}));
      },
    ],
  });
  await doubled.ready();
  assert.throws(() => doubled.swagger(), /two shapes of the API are called Lamp/);
  await doubled.close();
});
