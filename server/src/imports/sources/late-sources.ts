import type { Kysely } from 'kysely';
import type { Announce } from '../../platform/events/announcement.ts';
import type { ImportsTables } from '../tables.ts';
import { listLate } from './source.queries.ts';

/** Tells of each source that misses its rhythm: once, until it brings a file and is late again. */
export async function announceLate(deps: {
  db: Kysely<ImportsTables>;
  announce: Announce;
  now: () => Date;
}): Promise<void> {
  const now = deps.now();
  for (const source of await listLate(deps.db, now)) {
    const last = source.last_file_at ?? source.created_at;
    await deps.announce({
      key: `source.late/${source.id}/${last.getTime()}`,
      type: 'source.late',
      at: now,
      data: {
        sourceId: source.id,
        name: source.name,
        expectedHours: source.expected_hours,
        lastFileAt: source.last_file_at?.toISOString() ?? null,
        error: source.last_error?.message ?? null,
      },
      topics: ['jobs'],
      link: `/sources/${source.id}`,
    });
  }
}
