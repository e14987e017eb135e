import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { consumerLag } from '../../platform/events/event-reader.ts';
import { followEvents, type EventConsumer } from '../../platform/events/follow-events.ts';
import {
  isCatalogueWritten,
  listRenamed,
  listTouched,
  removeDocuments,
  settleIndexes,
  writeDescriptions,
  writeNames,
  writeWords,
  type DocumentKind,
} from './search-documents.queries.ts';

/** Two batches of an import are 10,000 products: half of them on each of two connections, once it is over. */
const EVENTS_AT_ONCE = 2;
const SHARES = 2;
/** Fewer products are not worth a second connection. */
const SMALLEST_SHARE = 500;
/** How often a process asks whether the one that follows is gone. */
const TAKE_OVER_MS = 1_000;

function createConsumer(
  kind: DocumentKind,
  write: (client: PoolClient, ids: readonly string[]) => Promise<void>,
  /** On one connection for all: two transactions that add the same word would wait for each other's end. */
  writeShared: ((client: PoolClient, ids: readonly string[]) => Promise<void>) | null,
): EventConsumer {
  return {
    name: kind === 'names' ? 'search-documents' : 'search-descriptions',
    events: EVENTS_AT_ONCE,
    connections: writeShared ? SHARES + 1 : SHARES,
    async handle(clients, events) {
      const touched = await listTouched(clients[0]!, kind, events);
      const renamed = kind === 'names' ? await listRenamed(clients[0]!, events) : [];
      const ids = renamed.length === 0 ? touched : [...new Set([...touched, ...renamed])].sort();
      if (ids.length === 0) return;
      const idle = !(await isCatalogueWritten(clients[0]!));
      const used = idle ? clients.slice(0, SHARES) : clients.slice(0, 1);
      const share = Math.max(SMALLEST_SHARE, Math.ceil(ids.length / used.length));
      const work = used.map(async (client, i) => {
        const part = ids.slice(i * share, (i + 1) * share);
        if (part.length === 0) return;
        await write(client, part);
        await removeDocuments(client, kind, part);
      });
      const spare = idle ? clients[SHARES] : undefined;
      if (writeShared && spare) work.push(writeShared(spare, ids));
      // All of them end before an error goes on: a connection is not given back while it still works.
      const done = await Promise.allSettled(work);
      for (const result of done) if (result.status === 'rejected') throw result.reason;
      if (writeShared && !spare) await writeShared(clients[0]!, ids);
      await announceInvalidations(clients[0]!, [{ type: 'search_results' }]);
    },
    idle: settleIndexes,
  };
}

/**
 * Keeps the search documents up with the event log: names first and by themselves, so that they are found while
 * the descriptions, which cost four times as much, are still being read.
 * @param language of the descriptions: that of the default locale
 */
export function createSearchFollower({ pool, language = 'fr' }: { pool: ConnectionPool; language?: string }) {
  const names = createConsumer('names', writeNames, writeWords);
  const config = descriptionConfig(language);
  const descriptions = createConsumer(
    'descriptions',
    (client, ids) => writeDescriptions(client, ids, config),
    null,
  );
  return {
    /** Their names in the event log's books. */
    consumers: [names.name, descriptions.name],
    /** Follows until the signal, and takes over from another process that stops. */
    async run(signal: AbortSignal): Promise<void> {
      const follow = async (consumer: EventConsumer): Promise<void> => {
        while (!signal.aborted) {
          await followEvents({ pool, consumer, signal, once: false });
          await delay(TAKE_OVER_MS, undefined, { signal }).catch(() => undefined);
        }
      };
      await Promise.all([follow(names), follow(descriptions)]);
    },
    /** Reads the log to its end, names before descriptions. @returns false where another process does */
    async catchUp(
      signal: AbortSignal,
      onProgress: (what: DocumentKind, left: number) => void,
    ): Promise<boolean> {
      let mine = true;
      for (const [kind, consumer] of [
        ['names', names],
        ['descriptions', descriptions],
      ] as const) {
        const followed = await followEvents({
          pool,
          consumer,
          signal,
          once: true,
          onProgress: (left) => onProgress(kind, left),
        });
        mine &&= followed;
      }
      return mine;
    },
    /** Events that the names and the descriptions have still to read. */
    async lag(): Promise<{ names: number; descriptions: number }> {
      const [first, second] = await Promise.all([
        consumerLag(pool, names.name),
        consumerLag(pool, descriptions.name),
      ]);
      return { names: first.events, descriptions: second.events };
    },
  };
}

export type SearchFollower = ReturnType<typeof createSearchFollower>;

/** The text search configuration in which descriptions are written and asked for. */
export const descriptionConfig = (locale: string): 'pm_french' | 'pm_english' =>
  locale.toLowerCase().startsWith('en') ? 'pm_english' : 'pm_french';
