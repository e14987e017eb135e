import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { isAppError } from '../../platform/errors.ts';
import type { ImportsTables } from '../tables.ts';
import type { Connection, RemoteFile } from './connectors/connector.ts';
import type { Connect } from './connectors/connect-source.ts';
import { findSource, listTaken, notePoll, tryHoldSource, type SourceRow } from './source.queries.ts';
import type { TakeFile, TakenFile } from './take-file.ts';

export interface PollResult {
  readonly taken: readonly TakenFile[];
  /** Names of files that were still written, and are looked at again. */
  readonly growing: readonly string[];
  /** More is there than one poll takes. */
  readonly more: boolean;
}

export interface PollDependencies {
  readonly db: Kysely<ImportsTables>;
  readonly pool: ConnectionPool;
  readonly connect: Connect;
  readonly takeFile: TakeFile;
  readonly now: () => Date;
}

/** Files of one poll, and how long it goes on taking them; the rest follows in the next, before the job is late. */
const MOST_FILES = 20;
const MOST_MS = 30 * 60_000;

const nothing: PollResult = { taken: [], growing: [], more: false };

/**
 * Asks a source for new files and takes each that is whole.
 * @throws AppError what kept it from doing so, noted with the source as well
 */
export async function pollSource(
  deps: PollDependencies,
  sourceId: string,
  options: { signal: AbortSignal; byHand: boolean },
): Promise<PollResult> {
  const release = await tryHoldSource(deps.pool, sourceId);
  if (!release) return nothing;
  try {
    const source = await findSource(deps.db, sourceId);
    // Deleted, paused or broken since it was sent; a person who asks by hand wants to see whether it is mended.
    if (!source || (source.state !== 'active' && !options.byHand)) return nothing;
    return await pollHeld(deps, source, options.signal);
  } finally {
    await release();
  }
}

async function pollHeld(deps: PollDependencies, source: SourceRow, signal: AbortSignal): Promise<PollResult> {
  try {
    const connection = await deps.connect(source, signal);
    try {
      const result = await takeNew(deps, source, connection, signal);
      await notePoll(deps.db, source, {
        cursor: JSON.stringify(connection.cursor),
        last_error: null,
        failure_count: 0,
        ...(source.state === 'broken' ? { state: 'active' as const } : {}),
      });
      return result;
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!signal.aborted) await noteFailure(deps, source, error);
    throw error;
  }
}

/** What no second try mends waits for a person; else the other side would lock an account for our asking. */
async function noteFailure({ db, now }: PollDependencies, source: SourceRow, error: unknown): Promise<void> {
  const { code, message } = isAppError(error)
    ? error
    : { code: 'sources.failed', message: 'The poll ended with an unexpected error; the log has it' };
  const broken = isAppError(error) && !error.retryable && source.state === 'active';
  await notePoll(db, source, {
    last_error: JSON.stringify({ code, message: message.slice(0, 1_000), at: now().toISOString() }),
    failure_count: source.failure_count + 1,
    ...(broken ? { state: 'broken' as const } : {}),
  });
}

async function takeNew(
  deps: PollDependencies,
  source: SourceRow,
  connection: Connection,
  signal: AbortSignal,
): Promise<PollResult> {
  const listed = await listNew(deps, source, connection);
  const whole = connection.grows ? await settled(deps, source, connection, listed, signal) : listed;
  const growing = listed.filter((file) => !whole.some(({ id }) => id === file.id)).map(({ name }) => name);
  const taken: TakenFile[] = [];
  const until = deps.now().getTime() + MOST_MS;
  let looked = 0;
  for (const file of whole.slice(0, MOST_FILES)) {
    if (deps.now().getTime() > until) break;
    signal.throwIfAborted();
    looked++;
    const result = await deps.takeFile(source, connection, file, signal);
    if (result === 'changed') growing.push(file.name);
    else if (result !== 'known') taken.push(result);
  }
  return { taken, growing, more: whole.length > looked };
}

/** An empty file is one whose writing just began. */
async function listNew(
  { db }: PollDependencies,
  source: SourceRow,
  connection: Connection,
): Promise<RemoteFile[]> {
  const files = (await connection.list()).filter(({ bytes }) => bytes !== 0);
  const known = await listTaken(db, source.id, files);
  return files.filter(({ id, version }) => !known.has(`${id}\n${version}`));
}

/** Files that are the same on a second look. */
async function settled(
  deps: PollDependencies,
  source: SourceRow,
  connection: Connection,
  first: readonly RemoteFile[],
  signal: AbortSignal,
): Promise<RemoteFile[]> {
  if (first.length === 0) return [];
  const seconds = Number(source.settings['settleSeconds'] ?? 0);
  await delay(seconds * 1000, undefined, { signal });
  const versions = new Map(first.map(({ id, version }) => [id, version]));
  const second = await listNew(deps, source, connection);
  return second.filter(({ id, version }) => versions.get(id) === version);
}
