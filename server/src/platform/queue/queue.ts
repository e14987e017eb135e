import { setTimeout as delay } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import type { QueryResultRow } from 'pg';
import { Value } from 'typebox/value';
import type { DatabaseName } from '../databases/names.ts';
import type { ConnectionPool } from '../databases/pool.ts';
import type { Statements } from '../databases/transactions.ts';
import { AppError, isAppError } from '../errors.ts';
import type { Log } from '../telemetry/log.ts';
import {
  queueConcurrency,
  type JobDefinition,
  type JobHandler,
  type QueueName,
  type ScheduleDefinition,
} from './jobs.ts';

/** Those who send a job in their transaction find it beside `send`. */
export { within } from '../databases/transactions.ts';

/** Each domain's jobs wait in its own database, so that a job commits with the row it is about. */
export const databaseOfQueue: Readonly<Record<QueueName, DatabaseName>> = {
  imports: 'imports',
  exports: 'exports',
  code2asin: 'code2asin',
  catalog: 'catalog',
  search: 'catalog',
  media: 'media',
  core: 'core',
  analytics: 'analytics',
};

export const queueNames = Object.keys(queueConcurrency) as QueueName[];
export const deadLetterOf = (queue: QueueName): string => `${queue}_dead`;
const SCHEMA = 'queue';

/** A first run and five more. */
const RETRIES = 5;
/** The lease of a running job: renewed every 3 s, lost after 10, noticed within 2 more; 20 s are promised. */
const HEARTBEAT_SECONDS = 10;
const TOUCH_MS = 3_000;
const IDLE_POLL_MS = 400;

/** Seconds until the next run: 60 · 5ⁿ, four hours at most. */
export function retryDelaySeconds(failedRuns: number): number {
  return Math.min(60 * 5 ** (failedRuns - 1), 14_400);
}

const over = (client: Statements) => ({
  executeSql: async (text: string, values?: unknown[]) => {
    const result = await client.query(text, values);
    // Several statements at once answer with a list of results.
    return (Array.isArray(result) ? result.at(-1) : result) as { rows: never[] };
  },
});

/** Makes the queue's tables and the queues of one database; run by the migrator with its role. */
export async function installQueues(connectionString: string, database: DatabaseName): Promise<void> {
  const boss = new PgBoss({ connectionString, schema: SCHEMA, max: 2, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const queue of queueNames.filter((name) => databaseOfQueue[name] === database)) {
      await boss.createQueue(deadLetterOf(queue), { retryLimit: 0 });
      const options = {
        retryLimit: RETRIES,
        retryDelay: 0,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        deadLetter: deadLetterOf(queue),
      };
      await boss.createQueue(queue, options);
      await boss.updateQueue(queue, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

export interface QueueStatus {
  readonly waiting: number;
  /** Of those that wait: failed before and run again. */
  readonly retrying: number;
  readonly active: number;
  readonly dead: number;
  /** How long the first of the waiting could have run already; one that waits for its hour is not late. */
  readonly oldestSeconds: number;
}

export interface EndedRun {
  readonly queue: QueueName;
  /** The job's id, or `(unknown)`. */
  readonly job: string;
  readonly outcome: 'completed' | 'failed';
  readonly seconds: number;
}

export interface JobObserver {
  ended(run: EndedRun): void;
}

interface JobData {
  readonly job: string;
  readonly payload: Record<string, unknown>;
}

export interface Queue {
  /** Enqueues; with `client` in its transaction, a connection's or Kysely's (`within`). @returns the job's id, or null for a duplicate */
  send<Payload extends JobDefinition['payload']>(
    job: JobDefinition<Payload>,
    payload: Record<string, unknown>,
    client?: Statements,
    options?: { readonly startAfterSeconds?: number },
  ): Promise<string | null>;
  /** Runs jobs until the signal; @throws when a declared job has no handler */
  work(options: {
    handlers: ReadonlyMap<string, JobHandler>;
    schedules: readonly ScheduleDefinition[];
    queues: readonly QueueName[];
    signal: AbortSignal;
  }): Promise<void>;
  status(): Promise<Record<QueueName, QueueStatus>>;
  /** That of one queue, while the database of another may be away. */
  statusOf(queue: QueueName): Promise<QueueStatus>;
  stop(): Promise<void>;
}

export function createQueue(options: {
  pools: Readonly<Record<DatabaseName, ConnectionPool>>;
  jobs: readonly JobDefinition[];
  log: Log;
  observer?: JobObserver | undefined;
}): Queue {
  const { pools, jobs, log, observer } = options;
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const started = new Map<string, Promise<PgBoss>>();

  /** One instance per database; workers also watch leases and schedules. */
  function boss(database: DatabaseName, working: boolean): Promise<PgBoss> {
    const key = `${database}/${working}`;
    const known = started.get(key);
    if (known) return known;
    const made = new PgBoss({
      db: over(pools[database]),
      schema: SCHEMA,
      migrate: false,
      createSchema: false,
      supervise: working,
      schedule: working,
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 1,
      cronMonitorIntervalSeconds: 10,
      cronWorkerIntervalSeconds: 5,
    });
    made.on('error', (error) => log.warn({ err: error, database }, 'queue maintenance failed'));
    const start = made.start().then(() => made);
    started.set(key, start);
    return start;
  }

  return {
    async send(job, payload, client, { startAfterSeconds = 0 } = {}) {
      if (!Value.Check(job.payload, payload)) {
        throw new AppError('queue.invalid', {
          message: `The payload of ${job.id} is malformed`,
          params: { job: job.id },
        });
      }
      const instance = await boss(databaseOfQueue[job.queue], false);
      const key = job.dedupKey?.(payload as never);
      const waiting = key && (await findWaiting(client ?? pools[databaseOfQueue[job.queue]], job, key));
      if (waiting) return waiting;
      return instance.send(job.queue, { job: job.id, payload } satisfies JobData, {
        expireInSeconds: job.timeoutSeconds,
        ...(startAfterSeconds > 0 ? { startAfter: startAfterSeconds } : {}),
        ...(key ? { singletonKey: `${job.id}/${key}` } : {}),
        ...(client ? { db: over(client) } : {}),
      });
    },
    async work({ handlers, schedules, queues, signal }) {
      checkHandlers(jobs, handlers);
      for (const queue of queues) await boss(databaseOfQueue[queue], true);
      for (const { id, cron, timeZone, job, payload } of schedules.filter((schedule) =>
        queues.includes(schedule.job.queue),
      )) {
        const instance = await boss(databaseOfQueue[job.queue], true);
        await instance.schedule(job.queue, cron, { job: job.id, payload } satisfies JobData, {
          tz: timeZone,
          key: id.replaceAll('.', '-'),
          missed: 'once',
        });
      }
      await Promise.all(
        queues.map(async (queue) =>
          workQueue({
            boss: await boss(databaseOfQueue[queue], true),
            pool: pools[databaseOfQueue[queue]],
            queue,
            handlers,
            byId,
            signal,
            log,
            observer,
          }),
        ),
      );
    },
    async status() {
      const entries = await Promise.all(
        queueNames.map(
          async (queue) => [queue, await readStatus(pools[databaseOfQueue[queue]], queue)] as const,
        ),
      );
      return Object.fromEntries(entries) as Record<QueueName, QueueStatus>;
    },
    statusOf: (queue) => readStatus(pools[databaseOfQueue[queue]], queue),
    async stop() {
      for (const start of started.values()) await (await start).stop({ graceful: false });
      started.clear();
    },
  };
}

/**
 * The job that waits under a key already. The library keeps keys apart only by queue, and a queue of ours holds
 * many kinds of jobs. In a transaction two senders of one key come one after the other.
 */
async function findWaiting(client: Statements, job: JobDefinition, key: string): Promise<string | null> {
  const name = `${job.id}/${key}`;
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  const found = await client.query(
    `select id from ${SCHEMA}.job where name = $1 and singleton_key = $2 and state in ('created', 'retry') limit 1`,
    [job.queue, name],
  );
  const { rows } = (Array.isArray(found) ? found.at(-1) : found) as { rows: { id: string }[] };
  return rows[0]?.id ?? null;
}

/** Through the indexes of what is not done yet: the done ones stay for days. */
async function readStatus(pool: ConnectionPool, queue: QueueName): Promise<QueueStatus> {
  const { rows } = await pool.query<QueueStatus & QueryResultRow>(
    `select count(*) filter (where name = $1 and state in ('created', 'retry'))::int as waiting,
       count(*) filter (where name = $1 and state = 'retry')::int as retrying,
       count(*) filter (where name = $1 and state = 'active')::int as active,
       count(*) filter (where name = $2 and state = 'created')::int as dead,
       coalesce(extract(epoch from now() - min(start_after) filter (where name = $1 and state in ('created', 'retry') and start_after <= now())), 0)::int as "oldestSeconds"
     from ${SCHEMA}.job where name in ($1, $2) and state <= 'active'`,
    [queue, deadLetterOf(queue)],
  );
  return rows[0]!;
}

function checkHandlers(jobs: readonly JobDefinition[], handlers: ReadonlyMap<string, JobHandler>): void {
  const unhandled = jobs.filter((job) => !handlers.has(job.id)).map((job) => job.id);
  const undeclared = [...handlers.keys()].filter((id) => !jobs.some((job) => job.id === id));
  if (unhandled.length + undeclared.length > 0) {
    throw new AppError('queue.handlers', {
      message: `Jobs without a handler: ${unhandled.join(', ') || 'none'}; handlers without a job: ${undeclared.join(', ') || 'none'}`,
    });
  }
}

interface WorkOptions {
  readonly boss: PgBoss;
  readonly pool: ConnectionPool;
  readonly queue: QueueName;
  readonly handlers: ReadonlyMap<string, JobHandler>;
  readonly byId: ReadonlyMap<string, JobDefinition>;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly observer: JobObserver | undefined;
}

interface FetchedJob {
  readonly id: string;
  readonly data: JobData;
  readonly retryCount: number;
}

/**
 * A loop of our own instead of the library's workers: those fetch once per polling interval and settle a batch
 * when its slowest job is done; here every job that ends makes room at once.
 */
async function workQueue(options: WorkOptions): Promise<void> {
  const { boss, queue, signal, log } = options;
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    const room = queueConcurrency[queue] - running.size;
    const jobs = room > 0 ? await fetchJobs(boss, queue, room, log) : [];
    for (const job of jobs) {
      const run: Promise<void> = log
        .within({ jobId: job.id }, () => runJob(options, job))
        .finally(() => running.delete(run));
      running.add(run);
    }
    if (jobs.length < room || room === 0) {
      await Promise.race([...running, delay(IDLE_POLL_MS, undefined, { signal }).catch(() => undefined)]);
    }
  }
  await Promise.all(running);
}

async function fetchJobs(boss: PgBoss, queue: QueueName, batchSize: number, log: Log): Promise<FetchedJob[]> {
  try {
    return (await boss.fetch<JobData>(queue, {
      batchSize,
      includeMetadata: true,
    })) as unknown as FetchedJob[];
  } catch (error) {
    // The database may be down for a while; the jobs in it wait.
    log.warn({ err: error, queue }, 'jobs could not be fetched');
    await delay(1_000);
    return [];
  }
}

async function runJob(
  { boss, pool, queue, handlers, byId, signal, log, observer }: WorkOptions,
  job: FetchedJob,
): Promise<void> {
  const attempt = job.retryCount + 1;
  const started = performance.now();
  const ended = (outcome: EndedRun['outcome']): void =>
    observer?.ended({
      queue,
      job: byId.has(job.data?.job) ? job.data.job : '(unknown)',
      outcome,
      seconds: (performance.now() - started) / 1000,
    });
  const touching = setInterval(() => void boss.touch(queue, job.id).catch(() => undefined), TOUCH_MS);
  try {
    const handler = handlers.get(job.data?.job);
    const definition = byId.get(job.data?.job);
    if (!handler || !definition || !Value.Check(definition.payload, job.data.payload)) {
      throw new AppError('queue.invalid', {
        message: `There is no job "${String(job.data?.job)}" with this payload`,
      });
    }
    await handler(job.data.payload as never, { jobId: job.id, attempt, signal });
    await boss.complete(queue, job.id);
    ended('completed');
  } catch (error) {
    ended('failed');
    const permanent = isAppError(error) && !error.retryable;
    log.warn({ err: error, queue, job: job.data?.job, attempt, permanent }, 'job failed');
    await settleFailure({
      boss,
      pool,
      queue,
      job,
      attempt,
      error,
      permanent,
      handBack: signal.aborted,
    }).catch((failure: unknown) => log.warn({ err: failure }, 'failure could not be recorded'));
  } finally {
    clearInterval(touching);
  }
}

/** Failing and setting the next run are one transaction: in between another worker would take the job at once. */
async function settleFailure(failure: {
  boss: PgBoss;
  pool: ConnectionPool;
  queue: QueueName;
  job: FetchedJob;
  attempt: number;
  error: unknown;
  permanent: boolean;
  handBack: boolean;
}): Promise<void> {
  const { boss, queue, job, attempt } = failure;
  const client = await failure.pool.connect();
  try {
    await client.query('begin');
    const message = failure.error instanceof Error ? failure.error.message : String(failure.error);
    if (failure.permanent) {
      await client.query(`update ${SCHEMA}.job set retry_limit = retry_count where name = $1 and id = $2`, [
        queue,
        job.id,
      ]);
    }
    await boss.fail(queue, job.id, { message }, { db: over(client) });
    const wait = failure.handBack ? 0 : retryDelaySeconds(attempt);
    await client.query(
      `update ${SCHEMA}.job set start_after = now() + $3 * interval '1 second' where name = $1 and id = $2 and state = 'retry'`,
      [queue, job.id, wait],
    );
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
