import { createSystem } from '../../server/src/composition.ts';
import { freePort } from '../../server/test/support/free-port.ts';
import { startCommand } from '../../server/test/support/command-line.ts';
import { type TestInstallation } from '../../server/test/support/installation.ts';
import { startRedis, withoutRedis } from '../../server/test/support/redis-server.ts';
import { admin } from '../admin.ts';
import type { Bench } from '../bench.ts';
import { inMilliseconds, percentile } from '../measure.ts';

const SOCKETS = 500;
/** An API process takes ten live connections of one caller. */
const PER_CALLER = 10;
const MESSAGES = 60;
const MESSAGES_PER_SECOND = 10;

/** Hints from one process to the sockets of another, carried by PostgreSQL and by Redis. */
export async function liveScenario(bench: Bench): Promise<void> {
  const redis = withoutRedis ? null : await startRedis();
  for (const [carrier, url] of [
    ['NOTIFY', null],
    ['Redis', redis?.url ?? null],
  ] as const) {
    if (carrier === 'Redis' && url === null) continue;
    const latencies = await liveLatencies(bench.installation, url);
    const shown = inMilliseconds([0.5, 0.95, 0.99].map((share) => percentile(latencies, share)));
    bench.report({
      scenario: `live, ${SOCKETS} sockets, ${carrier}, p95`,
      runs: [percentile(latencies, 0.95)],
      floors: null,
      rows: null,
      megabytes: null,
      note: `between two processes; ms p50, p95, p99: ${shown}`,
    });
  }
  await redis?.close();
}

/**
 * How long a hint needs from one process to the sockets of another: published here, received over 500 sockets of
 * an API process.
 *
 * @returns seconds, one for each message and socket
 */
async function liveLatencies(installation: TestInstallation, redisUrl: string | null): Promise<number[]> {
  const port = await freePort();
  const environment: Record<string, string> = {
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
  };
  const api = startCommand(['api', '--port', String(port), '--data-dir', installation.dataDir], environment);
  await api.saw('is ready');
  if (redisUrl) process.env['REDIS_URL'] = redisUrl;
  process.env['LOG_LEVEL'] = 'silent';
  const system = await createSystem({ name: 'bench', share: 'interactive', dataDir: installation.dataDir });
  delete process.env['REDIS_URL'];
  try {
    const sockets = await openSockets(`127.0.0.1:${port}`);
    const latencies = await measure(system, sockets);
    for (const socket of sockets) socket.close();
    return latencies;
  } finally {
    await system.close();
    api.child.kill('SIGTERM');
    await api.result;
  }
}

async function openSockets(host: string): Promise<WebSocket[]> {
  const post = async (path: string, body: object, token = ''): Promise<Record<string, string>> => {
    const answer = await fetch(`http://${host}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const { accessToken } = await post('/auth/login', admin);
  const sockets: WebSocket[] = [];
  for (let caller = 0; caller < SOCKETS / PER_CALLER; caller++) {
    const scopes = ['imports:read'];
    const { key } = await post('/api-keys', { name: `bench ${caller}`, scopes }, `Bearer ${accessToken}`);
    for (let i = 0; i < PER_CALLER; i++) {
      const { ticket } = await post('/ws-tickets', {}, `Bearer ${key}`);
      sockets.push(await subscribe(`ws://${host}/ws?ticket=${ticket}`));
    }
  }
  return sockets;
}

const topic = 'imports/c0000000-0000-4000-8000-000000000001';

async function subscribe(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('the socket did not open')), { once: true });
    socket.addEventListener('open', () => socket.send(JSON.stringify({ subscribe: [topic] })), {
      once: true,
    });
    socket.addEventListener('message', resolve, { once: true });
  });
  return socket;
}

async function measure(
  system: Awaited<ReturnType<typeof createSystem>>,
  sockets: readonly WebSocket[],
): Promise<number[]> {
  const sentAt = new Map<number, number>();
  const latencies: number[] = [];
  for (const socket of sockets)
    socket.addEventListener('message', ({ data }) => {
      const { type, data: told } = JSON.parse(String(data)) as { type: string; data?: { n: number } };
      if (type === 'import.progress') latencies.push((performance.now() - sentAt.get(told!.n)!) / 1000);
    });
  for (let n = 0; n < MESSAGES; n++) {
    sentAt.set(n, performance.now());
    await system.bus.publish({
      type: 'import.progress',
      topics: [topic],
      at: new Date().toISOString(),
      data: { n },
    });
    await new Promise((resolve) => setTimeout(resolve, 1000 / MESSAGES_PER_SECOND));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  if (latencies.length !== MESSAGES * sockets.length)
    throw new Error(`${latencies.length} of ${MESSAGES * sockets.length} messages arrived`);
  return latencies;
}
