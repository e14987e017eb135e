import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { consumerLag } from '../../platform/events/event-reader.ts';
import { followEvents, type EventConsumer } from '../../platform/events/follow-events.ts';
import { writeDescriptionDocuments, writeNameDocuments } from './search-documents.queries.ts';

/** Names first and by themselves: they are found while the descriptions are still being read. */
const names: EventConsumer = {
  name: 'search-names',
  parallel: 1,
  handle: (client, event) => writeNameDocuments(client, event.change_set_id, event.batch),
};

/** After an import both cores are free, and descriptions of different batches do not touch. */
const descriptions: EventConsumer = {
  name: 'search-descriptions',
  parallel: 2,
  behind: 'search-names',
  handle: (client, event) => writeDescriptionDocuments(client, event.change_set_id, event.batch),
};

/** Keeps the search documents up with the event log. */
export function createSearchFollower({ pool }: { pool: ConnectionPool }) {
  return {
    /** Follows until the signal; returns early where another process does. */
    async run(signal: AbortSignal): Promise<void> {
      await Promise.all([
        followEvents({ pool, consumer: names, signal, once: false }),
        followEvents({ pool, consumer: descriptions, signal, once: false }),
      ]);
    },
    /** Reads the log to its end, names before descriptions. @returns false where another process follows */
    async catchUp(
      signal: AbortSignal,
      onProgress: (what: 'names' | 'descriptions', left: number) => void,
    ): Promise<boolean> {
      const mine = await followEvents({
        pool,
        consumer: names,
        signal,
        once: true,
        onProgress: (left) => onProgress('names', left),
      });
      if (!mine) return false;
      return followEvents({
        pool,
        consumer: descriptions,
        signal,
        once: true,
        onProgress: (left) => onProgress('descriptions', left),
      });
    },
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
