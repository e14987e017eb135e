import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { createSystem, type System } from '../composition.ts';
import type { Config } from '../platform/config.ts';
import { AppError } from '../platform/errors.ts';
import type { HttpServer } from '../platform/http/server.ts';
import type { QueueName } from '../platform/queue/jobs.ts';
import { queueNames } from '../platform/queue/queue.ts';
import type { Metrics } from '../platform/telemetry/metrics.ts';
import { runWorker } from '../run-worker.ts';
import { dataDirOption } from './search.ts';
import { note } from './terminal.ts';

interface StartOptions {
  port?: string;
  dataDir?: string;
  web: boolean;
}

export function addServeCommands(program: Command): void {
  program
    .command('start')
    .description('everything on this machine: interface, API and worker with the embedded database')
    .option('--port <n>', 'port of the one address (default 3000)')
    .option('--no-web', 'without the web interface')
    .addOption(dataDirOption())
    .action(async (options: StartOptions) => serve(options, { worker: true, web: options.web }));
  program
    .command('api')
    .description('the API alone')
    .option('--port <n>', 'port (default 3000)')
    .addOption(dataDirOption())
    .action(async (options: StartOptions) => serve(options, { worker: false, web: false }));
  program
    .command('worker')
    .description('background work alone')
    .option('--queues <names>', `which queues (default: ${queueNames.join(',')})`)
    .addOption(dataDirOption())
    .action(async (options: { queues?: string; dataDir?: string }) => work(options));
}

async function serve(options: StartOptions, roles: { worker: boolean; web: boolean }): Promise<void> {
  const system = await createSystem({
    name: 'api',
    share: 'interactive',
    dataDir: options.dataDir,
    port: options.port ? Number(options.port) : undefined,
    metrics: await loadMetrics('api'),
  });
  const stop = stopSignal();
  try {
    const web = roles.web ? await loadWeb() : undefined;
    // The HTTP libraries are 60 MB that no other command needs.
    const { createApi } = await import('../serve-api.ts');
    const app = await createApi(system, web);
    const address = await listen(app, system.config);
    const worker = roles.worker ? superviseWorker(system, stop) : null;
    note(
      `ProductsManager is ready on ${address.replace('127.0.0.1', 'localhost')} (this machine only until accounts exist)`,
    );
    note(
      `  API documentation: ${address.replace('127.0.0.1', 'localhost')}/docs · data: ${system.config.dataDir}`,
    );
    await aborted(stop);
    await app.close();
    await worker;
    await system.queue.stop();
  } finally {
    await system.close();
  }
}

async function listen(app: HttpServer, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new AppError('config.port_taken', {
      message: `Port ${port} is taken by another program, perhaps by a ProductsManager that still runs; end it, or choose another with --port or PORT`,
      params: { port },
      cause: error,
    });
  }
}

async function work(options: { queues?: string; dataDir?: string }): Promise<void> {
  const queues =
    options.queues === undefined
      ? queueNames
      : (options.queues.split(',').map((name) => name.trim()) as QueueName[]);
  const unknown = queues.filter((queue) => !queueNames.includes(queue));
  if (unknown.length > 0) {
    throw new AppError('usage.invalid', {
      message: `There is no queue ${unknown.join(', ')}; queues: ${queueNames.join(', ')}`,
    });
  }
  const metrics = await loadMetrics('worker');
  const system = await createSystem({ name: 'worker', share: 'batch', dataDir: options.dataDir, metrics });
  const listener = await listenForScrapesOf(system, metrics);
  try {
    note(`Working on ${queues.join(', ')}`);
    await runWorker(system, { queues, signal: stopSignal() });
  } finally {
    await listener?.close();
    await system.close();
  }
}

/** Loaded where something runs for long; the commands that end have nobody to tell. */
async function loadMetrics(role: 'api' | 'worker'): Promise<Metrics> {
  const { createMetrics } = await import('../platform/telemetry/metrics.ts');
  return createMetrics({ version: packageFile.version, role, now: () => Date.now() });
}

async function listenForScrapesOf({ config, log }: System, metrics: Metrics) {
  if (config.metricsPort === null) return null;
  const { listenForScrapes } = await import('../platform/telemetry/metrics-listener.ts');
  return listenForScrapes({ metrics, port: config.metricsPort, token: config.metricsToken, log });
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort());
  // A worker that `start` made ends with it, also when that was killed.
  if (process.connected) {
    process.once('disconnect', () => stop.abort());
    // Listening keeps the channel open, and an open channel kept a worker that had ended its work from ending.
    process.channel?.unref();
  }
  return stop.signal;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  );

const RESTART_MS = 1_000;
const program = fileURLToPath(new URL('../../bin/products-manager.mjs', import.meta.url));

/** The worker is a process of its own, so that an import never takes the API's event loop; it is restarted when it dies. */
async function superviseWorker(system: System, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const child: ChildProcess = spawn(
      process.execPath,
      [...process.execArgv, program, 'worker', '--data-dir', system.config.dataDir],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const forward = (): boolean => child.kill('SIGTERM');
    stop.addEventListener('abort', forward, { once: true });
    await ended;
    stop.removeEventListener('abort', forward);
    if (!stop.aborted) {
      system.log.warn('the worker ended and is started again');
      await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
    }
  }
}

type WebHandler = Parameters<typeof import('../serve-api.ts').createApi>[1];

/** The interface is a workspace of its own; where it is not installed the API serves alone. */
async function loadWeb(): Promise<WebHandler> {
  const entry = new URL('../../../web/server.mjs', import.meta.url);
  if (!existsSync(entry)) return undefined;
  const module = (await import(entry.href)) as { createWebHandler(): Promise<NonNullable<WebHandler>> };
  return module.createWebHandler();
}
