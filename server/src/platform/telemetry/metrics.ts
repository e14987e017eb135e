import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { databaseNames, type DatabaseName } from '../databases/names.ts';
import type { PoolObserver } from '../databases/observe-pool.ts';
import type { ConnectionPool } from '../databases/pool.ts';
import type { RequestObserver } from '../http/observe-requests.ts';
import type { JobObserver } from '../queue/queue.ts';
import { addSampledMetrics, type MetricSources } from './sampled-metrics.ts';

export interface Metrics {
  readonly requests: RequestObserver;
  readonly pools: PoolObserver;
  readonly jobs: JobObserver;
  /** Connections of these pools are counted at every scrape. */
  watchPools(pools: Readonly<Record<DatabaseName, ConnectionPool>>): void;
  /** What the databases know and not this process; one process per installation has to tell it. */
  sample(sources: MetricSources): void;
  readonly contentType: string;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
}

/** A cached read takes under 5 ms, a search under 100; the upper ones tell slow from hanging. */
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30];
/** By primary key 0.2 ms; batches of an import take seconds. */
const querySeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30];
/** A free connection takes microseconds, a new one some milliseconds; at 30 s the caller is refused. */
const waitSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30];
/** From a single notice to an import of a million rows. */
const jobSeconds = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];

/** The metrics of one process, in a registry of their own. */
export function createMetrics(options: {
  version: string;
  /** `api` or `worker`. */
  role: string;
  now: () => number;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Memory, CPU, handles, garbage collection, and the event loop's delay as perf_hooks measures it.
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'pm_build_info',
    help: 'Always 1; what runs here',
    labelNames: ['version', 'node', 'role'],
    registers,
  }).set({ version: options.version, node: process.version, role: options.role }, 1);
  return {
    requests: observeRequestsIn(registry),
    pools: observePoolsIn(registry),
    jobs: observeJobsIn(registry),
    watchPools: (pools) => addPoolGauge(registry, pools),
    sample: (sources) => addSampledMetrics(registry, sources, options.now),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function observeRequestsIn(registry: Registry): RequestObserver {
  const duration = new Histogram({
    name: 'pm_http_request_duration_seconds',
    help: 'From the first header to the last byte of the answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: requestSeconds,
    registers: [registry],
  });
  return {
    answered: ({ method, route, status, seconds }) =>
      duration.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds),
  };
}

function observePoolsIn(registry: Registry): PoolObserver {
  const queries = new Histogram({
    name: 'pm_database_query_duration_seconds',
    help: 'From the sending of a statement to the end of its answer',
    labelNames: ['database'],
    buckets: querySeconds,
    registers: [registry],
  });
  const waits = new Histogram({
    name: 'pm_database_connection_wait_seconds',
    help: 'How long a caller waited for a connection of the pool',
    labelNames: ['database'],
    buckets: waitSeconds,
    registers: [registry],
  });
  // Looked up once: a statement is measured at the cost of one observation.
  const byName = new Map(
    databaseNames.map((database) => [
      database,
      { queries: queries.labels(database), waits: waits.labels(database) },
    ]),
  );
  for (const database of databaseNames) {
    queries.zero({ database });
    waits.zero({ database });
  }
  return {
    queried: (database, seconds) => byName.get(database)?.queries.observe(seconds),
    waited: (database, seconds) => byName.get(database)?.waits.observe(seconds),
  };
}

function observeJobsIn(registry: Registry): JobObserver {
  const duration = new Histogram({
    name: 'pm_job_duration_seconds',
    help: 'Runs of jobs in this process, by how they ended',
    labelNames: ['queue', 'job', 'outcome'],
    buckets: jobSeconds,
    registers: [registry],
  });
  const failures = new Counter({
    name: 'pm_job_failures_total',
    help: 'Runs that failed in this process; the job may run again',
    labelNames: ['queue'],
    registers: [registry],
  });
  return {
    ended({ queue, job, outcome, seconds }) {
      duration.observe({ queue, job, outcome }, seconds);
      if (outcome === 'failed') failures.inc({ queue });
    },
  };
}

function addPoolGauge(registry: Registry, pools: Readonly<Record<DatabaseName, ConnectionPool>>): void {
  new Gauge({
    name: 'pm_database_connections',
    help: 'Connections of the pool that are open or idle, and callers that wait for one',
    labelNames: ['database', 'state'],
    registers: [registry],
    collect() {
      for (const database of databaseNames) {
        const { total, idle, waiting } = pools[database].stats();
        this.set({ database, state: 'open' }, total);
        this.set({ database, state: 'idle' }, idle);
        this.set({ database, state: 'waiting' }, waiting);
      }
    },
  });
}
