import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import type { InjectOptions } from 'fastify';
import type { Client } from 'pg';
import { createSystem, type System } from '../../src/composition.ts';
import type { HttpServer } from '../../src/platform/http/server.ts';
import { originOfProgram } from '../../src/platform/origin.ts';
import type { Metrics } from '../../src/platform/telemetry/metrics.ts';
import { createApi, prepareAccounts } from '../../src/serve-api.ts';
import { documentedAnswers } from './documented-answers.ts';
import { createInstallation, type TestInstallation } from './installation.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // The answers are compared with what a test expects; a type here would only repeat it.
  readonly body: Record<string, unknown> & { items: Record<string, unknown>[] };
}

export interface TestApi {
  readonly installation: TestInstallation;
  readonly system: System;
  readonly app: HttpServer;
  /** Of an administrator, sent with every call that brings no `authorization` of its own. */
  readonly accessToken: string;
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: object | string,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  upload(fields: Readonly<Record<string, string>>, path: string): Promise<Answer>;
  close(): Promise<void>;
}

/** The whole API over databases of its own, without a port. */
export async function createTestApi({ metrics }: { metrics?: Metrics } = {}): Promise<TestApi> {
  const installation = await createInstallation();
  process.env['LOG_LEVEL'] = 'silent';
  const { dataDir } = installation;
  const system = await createSystem({ name: 'test', share: 'interactive', dataDir, metrics });
  const app = await createApi(system);
  await prepareAccounts(system, app);
  const admin = { email: 'admin@example.com', password: 'correct horse battery staple' };
  await system.accounts.users.createFirst(
    { ...admin, name: 'Admin', roles: ['administrator'] },
    originOfProgram('test'),
  );
  const login = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: admin });
  const { accessToken } = login.json<{ accessToken: string }>();
  const authorization = `Bearer ${accessToken}`;
  const check = documentedAnswers(app);
  const send = async (
    request: InjectOptions & { readonly url: string; readonly method: string },
  ): Promise<Answer> => {
    const response = await app.inject(request);
    const isJson = /json/.test(String(response.headers['content-type']));
    const answer = {
      status: response.statusCode,
      headers: response.headers as Record<string, string>,
      body: (isJson ? response.json() : {}) as Answer['body'],
    };
    if (isJson) check({ ...request, ...answer });
    return answer;
  };
  return {
    installation,
    system,
    app,
    accessToken,
    call: (method, url, payload, headers = {}) =>
      send({
        method,
        url,
        headers: {
          authorization,
          ...(typeof payload === 'string' ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload }),
      }),
    async upload(fields, path) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([readFileSync(path)]), 'supplier.csv');
      const encoded = new Response(form);
      return send({
        method: 'POST',
        url: '/api/v1/imports',
        headers: { authorization, 'content-type': encoded.headers.get('content-type')! },
        payload: Buffer.from(await encoded.arrayBuffer()),
      });
    },
    async close() {
      await app.close();
      await system.queue.stop();
      await system.close();
      await installation.remove();
    },
  };
}

/** The API and a connection to its catalogue for the tests of a file, closed behind the last one. */
export async function useTestApi(): Promise<{ readonly api: TestApi; readonly client: Client }> {
  const api = await createTestApi();
  const client = await api.installation.connect();
  after(async () => {
    await client.end();
    await api.close();
  });
  return { api, client };
}
