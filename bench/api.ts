import http from 'node:http';
import { startCommand } from '../server/test/support/command-line.ts';
import { freePort } from '../server/test/support/free-port.ts';
import { admin } from './admin.ts';
import type { Bench } from './bench.ts';

const SECONDS = 10;

export interface Request {
  readonly method?: 'GET' | 'PATCH' | 'POST';
  readonly path: string;
  readonly body?: object;
}

export interface Api {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An API process of the installation's, with an account signed in, for as long as the work takes. */
export async function withApi(bench: Bench, work: (api: Api) => Promise<void>): Promise<void> {
  const port = await freePort();
  const { dataDir } = bench.installation;
  const running = startCommand(['api', '--port', String(port), '--data-dir', dataDir], {
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
  });
  await running.saw('is ready');
  try {
    const base = `http://127.0.0.1:${port}`;
    const login = await fetch(`${base}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    const { accessToken } = (await login.json()) as { accessToken: string };
    await work({ base, headers: { authorization: `Bearer ${accessToken}` } });
  } finally {
    running.child.kill('SIGTERM');
    await running.result;
  }
}

/**
 * Open model: for ten seconds requests leave on their own clock, however long the answers take.
 *
 * @returns latencies in seconds, from when a request was due to the last byte of its answer
 */
export async function load(api: Api, requests: readonly Request[], perSecond: number): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const pending: Promise<number>[] = [];
  const start = performance.now();
  for (let i = 0; i < perSecond * SECONDS; i++) {
    const due = start + (i * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(
      send(api, requests[i % requests.length]!, agent).then(() => (performance.now() - due) / 1000),
    );
  }
  const latencies = await Promise.all(pending);
  agent.destroy();
  return latencies;
}

/** @returns the answer's size in bytes */
export function send({ base, headers }: Api, request: Request, agent?: http.Agent): Promise<number> {
  const { method = 'GET', path, body } = request;
  const sent = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const call = http.request(`${base}${path}`, { method, agent, headers: sent }, (response) => {
      let bytes = 0;
      response
        .on('data', (chunk: Buffer) => (bytes += chunk.length))
        .once('end', () => {
          if (response.statusCode === 200) resolve(bytes);
          else reject(new Error(`${method} ${path}: ${response.statusCode}`));
        });
    });
    call.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}
