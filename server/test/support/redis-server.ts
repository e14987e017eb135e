import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { until } from './until.ts';
import { freePort } from './free-port.ts';

const missing = spawnSync('redis-server', ['--version']).error !== undefined;
if (missing && process.env['CI'])
  throw new Error(
    'redis-server is missing: npm run test:setup (Debian and Ubuntu: apt-get install redis-server)',
  );

/** For `test(…, { skip })`: why tests of Redis are left out here; never in CI. */
export const withoutRedis: string | false = missing
  ? 'redis-server is not installed (npm run test:setup)'
  : false;

export interface TestRedis {
  readonly url: string;
  /** Past the program under test: sees what is really there. */
  readonly client: Redis;
  /** It keeps its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  /** Killed without notice; nothing is kept. */
  kill(): Promise<void>;
  /** Empty again on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A Redis of its own that keeps nothing on disk. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  let child: ChildProcess;
  const restart = async (): Promise<void> => {
    child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
      stdio: 'ignore',
    });
    await until(
      () => client.ping().catch(() => ''),
      (answer) => answer === 'PONG',
    );
  };
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  await restart();
  return {
    url,
    client,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill,
    restart,
    async close() {
      client.disconnect();
      await kill();
    },
  };
}
