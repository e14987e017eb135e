import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { AppError } from '../../platform/errors.ts';
import {
  createFilterIndex,
  dropFilterIndex,
  filterIndexName,
  readFilterable,
  readFilterIndexes,
} from './filter-index.queries.ts';

const BETWEEN_TRIES_MS = 200;
/** Ten seconds: one that is at its end is waited for, one that builds is not. */
const MOST_TRIES = 50;

/**
 * Makes the indexes of filterable attributes and drops the others, until what is there is what is wanted: safe to run
 * twice, and an index whose building was killed is built anew.
 * @param client of the role that owns the tables, on a connection of its own: a build takes as long as it takes
 * @throws AppError `attributes.filters_busy` while another process does it
 */
export async function alignFilters(client: Client, signal: AbortSignal): Promise<void> {
  if (!(await takeTurn(client, signal)))
    throw new AppError('attributes.filters_busy', {
      message: 'Another process builds the indexes of filterable attributes; this run is made later',
      retryable: true,
    });
  while (!signal.aborted && (await alignOne(client)));
}

/** Asked for again and again, not waited for: who waits holds a snapshot, which the build in turn would wait for. */
async function takeTurn(client: Client, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES && !signal.aborted; tries++) {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtext('attribute filters')) as mine`,
    );
    if (rows[0]!.mine) return true;
    await delay(BETWEEN_TRIES_MS);
  }
  return false;
}

/** @returns whether there was something to do */
async function alignOne(client: Client): Promise<boolean> {
  const wanted = await readFilterable(client);
  const present = await readFilterIndexes(client);
  const names = new Set(wanted.map(({ code, type }) => filterIndexName(code, type)));
  for (const [name, whole] of present) {
    if (names.has(name) && whole) continue;
    await dropFilterIndex(client, name);
    return true;
  }
  const missing = wanted.find(({ code, type }) => !present.has(filterIndexName(code, type)));
  if (!missing) return false;
  await createFilterIndex(client, missing.code, missing.type);
  return true;
}
