import { Counter, Gauge, type Registry } from 'prom-client';
import type { ConsumerLag } from '../events/event-reader.ts';
import type { QueueStatus } from '../queue/queue.ts';
import { createSampler, type Sampler } from './sampler.ts';

/** A number that a domain counts in its database, by one label; it only grows. */
export interface SampledCounter {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  read(): Promise<Readonly<Record<string, number>>>;
}

export interface MetricSources {
  /** Each queue by itself: it waits in the database of its domain, and one of those may be away. */
  readonly queues: Readonly<Record<string, () => Promise<QueueStatus>>>;
  consumers(): Promise<readonly ConsumerLag[]>;
  disk(): Promise<{ readonly freeBytes: number; readonly sizeBytes: number }>;
  readonly counters: readonly SampledCounter[];
  /** Reads of the cache since the process started, by type of what is kept. */
  readonly cache?: (() => Readonly<Record<string, CacheReads>>) | undefined;
}

export interface CacheReads {
  readonly l1: number;
  readonly l2: number;
  readonly misses: number;
}

interface SampledGauge<Value> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly set: (gauge: Gauge, value: Value, source: string) => void;
}

/** Adds what is read when somebody asks, each source at most once in five seconds. */
export function addSampledMetrics(registry: Registry, sources: MetricSources, now: () => number): void {
  const samplers = new Map<string, Sampler<unknown>>();
  const sampler = <Value>(name: string, read: () => Promise<Value>): Sampler<Value> => {
    const made = createSampler(read, now);
    samplers.set(name, made);
    return made;
  };
  const queues = Object.entries(sources.queues).map(([queue, read]) => ({
    source: queue,
    sampler: sampler(`queue ${queue}`, read),
  }));
  for (const gauge of queueGauges) addGauge(registry, queues, gauge);
  const events = [{ source: 'events', sampler: sampler('events', sources.consumers) }];
  for (const gauge of eventGauges) addGauge(registry, events, gauge);
  const disk = [{ source: 'disk', sampler: sampler('disk', sources.disk) }];
  for (const gauge of diskGauges) addGauge(registry, disk, gauge);
  for (const counter of sources.counters) {
    addCounter(
      registry,
      sampler(counter.name, () => counter.read()),
      counter,
    );
  }
  new Gauge({
    name: 'pm_metrics_source_up',
    help: 'Whether what is read at a scrape could be read; 0 means its metrics are missing',
    labelNames: ['source'],
    registers: [registry],
    async collect() {
      const values = await Promise.all([...samplers.values()].map((each) => each.sample()));
      [...samplers.keys()].forEach((source, i) => this.set({ source }, values[i] === null ? 0 : 1));
    },
  });
  addCacheCounters(registry, sources.cache ?? (() => ({})));
}

const queueGauges: readonly SampledGauge<QueueStatus>[] = [
  {
    name: 'pm_queue_jobs',
    help: 'Jobs by state: waiting, retrying (waiting after a failure, also counted as waiting), active, dead',
    labels: ['queue', 'state'],
    set(gauge, status, queue) {
      for (const state of ['waiting', 'retrying', 'active', 'dead'] as const)
        gauge.set({ queue, state }, status[state]);
    },
  },
  {
    name: 'pm_queue_oldest_job_seconds',
    help: 'How long the first waiting job could have run already',
    labels: ['queue'],
    set: (gauge, { oldestSeconds }, queue) => gauge.set({ queue }, oldestSeconds),
  },
];

const eventGauges: readonly SampledGauge<readonly ConsumerLag[]>[] = [
  {
    name: 'pm_event_lag_events',
    help: 'Events a consumer has still to read; counting ends at 100000',
    labels: ['consumer'],
    set(gauge, lags) {
      for (const { consumer, events } of lags) gauge.set({ consumer }, events);
    },
  },
  {
    name: 'pm_event_lag_seconds',
    help: 'Age of the first event a consumer has still to read',
    labels: ['consumer'],
    set(gauge, lags) {
      for (const { consumer, seconds } of lags) gauge.set({ consumer }, seconds);
    },
  },
];

const diskGauges: readonly SampledGauge<{ freeBytes: number; sizeBytes: number }>[] = [
  {
    name: 'pm_disk_free_bytes',
    help: 'Room left for this program where the data directory is',
    labels: ['volume'],
    set: (gauge, { freeBytes }) => gauge.set({ volume: 'data' }, freeBytes),
  },
  {
    name: 'pm_disk_size_bytes',
    help: 'Size of the file system of the data directory',
    labels: ['volume'],
    set: (gauge, { sizeBytes }) => gauge.set({ volume: 'data' }, sizeBytes),
  },
];

function addGauge<Value>(
  registry: Registry,
  samplers: readonly { source: string; sampler: Sampler<Value> }[],
  { name, help, labels, set }: SampledGauge<Value>,
): void {
  new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    async collect() {
      const values = await Promise.all(samplers.map(({ sampler }) => sampler.sample()));
      // A number from before a fault would look like health.
      this.reset();
      samplers.forEach(({ source }, i) => {
        const value = values[i];
        if (value !== null && value !== undefined) set(this, value, source);
      });
    },
  });
}

function addCounter(
  registry: Registry,
  sampler: Sampler<Readonly<Record<string, number>>>,
  { name, help, label }: SampledCounter,
): void {
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      const value = await sampler.sample();
      // Kept through a fault: a counter that vanishes and comes back looks like one that started again.
      if (value === null) return;
      this.reset();
      for (const [of, count] of Object.entries(value)) this.inc({ [label]: of }, count);
    },
  });
}

function addCacheCounters(registry: Registry, stats: NonNullable<MetricSources['cache']>): void {
  new Counter({
    name: 'pm_cache_hits_total',
    help: 'Reads answered by the cache: level l1 is this process, l2 the shared one',
    labelNames: ['type', 'level'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [type, { l1, l2 }] of Object.entries(stats())) {
        this.inc({ type, level: 'l1' }, l1);
        this.inc({ type, level: 'l2' }, l2);
      }
    },
  });
  new Counter({
    name: 'pm_cache_misses_total',
    help: 'Reads that no level of the cache could answer',
    labelNames: ['type'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [type, { misses }] of Object.entries(stats())) this.inc({ type }, misses);
    },
  });
}
