import { EventEmitter } from 'node:events';
import type { PoolClient } from 'pg';
import type { DatabaseName } from './names.ts';

export interface PoolObserver {
  queried(database: DatabaseName, seconds: number): void;
  /** How long a caller waited for a connection, also where he waited in vain. */
  waited(database: DatabaseName, seconds: number): void;
}

/**
 * Measures every statement of a connection where they all pass, those of Kysely, of the queue and COPY: what is
 * added is two readings of the clock and one observation.
 */
export function observeQueries(client: PoolClient, database: DatabaseName, observer: PoolObserver): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const observed = (...args: unknown[]): unknown => {
    // The empty statement only asks whether the connection lives.
    if (args[0] === '') return query(...args);
    const started = performance.now();
    const ended = (): void => observer.queried(database, (performance.now() - started) / 1000);
    const running = query(...args);
    if (running instanceof Promise) running.then(ended, ended);
    // A COPY is a stream: it ends when its last byte has gone.
    else if (running instanceof EventEmitter) running.once('close', ended);
    return running;
  };
  client.query = observed as typeof client.query;
}
