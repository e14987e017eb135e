import type { TSchema, Static } from 'typebox';

/** The queues and how many of their jobs run at once in one worker process. */
export const queueConcurrency = {
  imports: 4,
  exports: 2,
  code2asin: 3,
  catalog: 2,
  // Search documents keep capacity of their own beside the bulk work of `catalog`.
  search: 1,
  media: 2,
  core: 2,
  analytics: 1,
} as const;

export type QueueName = keyof typeof queueConcurrency;

/** A kind of job, declared beside its domain. Its id is a literal and outlives any rename of code. */
export interface JobDefinition<Payload extends TSchema = TSchema> {
  readonly id: string;
  readonly queue: QueueName;
  /** Ids and options only, never content. */
  readonly payload: Payload;
  /** A run that takes longer is taken for dead, in seconds. */
  readonly timeoutSeconds: number;
  /** At most one waiting job per key; absent: as many as are sent. */
  readonly dedupKey?: (payload: Static<Payload>) => string;
}

export interface ScheduleDefinition {
  readonly id: string;
  /** Five-field cron expression. */
  readonly cron: string;
  readonly timeZone: string;
  readonly job: JobDefinition;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface JobContext {
  readonly jobId: string;
  /** Number of this run, from 1; the last of six ends in the dead-letter list. */
  readonly attempt: number;
  /** Aborted when the worker shuts down or the job's lease is lost. */
  readonly signal: AbortSignal;
}

export type JobHandler<Payload extends TSchema = TSchema> = (
  payload: Static<Payload>,
  context: JobContext,
) => Promise<void>;

export function defineJob<const Payload extends TSchema>(
  definition: JobDefinition<Payload>,
): JobDefinition<Payload> {
  return definition;
}
