import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import type { Announce } from '../../platform/events/announcement.ts';
import { defineJob, type JobHandler, type ScheduleDefinition } from '../../platform/queue/jobs.ts';
import type { ImportsTables } from '../tables.ts';
import { announceLate } from './late-sources.ts';
import { pollSource, type PollDependencies } from './poll-source.ts';
import { listUnscheduled } from './source.queries.ts';
import type { SourceKind } from './source.tables.ts';

const strict = { additionalProperties: false };

/** A failed poll runs again by the queue's curve, and is told to administrators when it is given up. */
export const pollSourceJob = defineJob({
  id: 'imports.poll-source',
  queue: 'imports',
  payload: Type.Object({ sourceId: Type.String(), byHand: Type.Optional(Type.Boolean()) }, strict),
  // Twenty files of half an hour each would be longer; the rest of them follows.
  timeoutSeconds: 3_600,
  // Whoever asks by hand does not wait for a retry that is two hours away.
  dedupKey: ({ sourceId, byHand }) => (byHand ? `${sourceId}/by-hand` : sourceId),
});

/** Sends a poll for each source of these kinds that has no schedule of its own. */
export const pollKindsJob = defineJob({
  id: 'imports.poll-kinds',
  queue: 'imports',
  payload: Type.Object({ kinds: Type.Array(Type.String()) }, strict),
  timeoutSeconds: 300,
});

export const reportLateSourcesJob = defineJob({
  id: 'imports.report-late-sources',
  queue: 'imports',
  payload: Type.Object({}, strict),
  timeoutSeconds: 120,
});

const every = (id: string, cron: string, kinds: readonly SourceKind[]): ScheduleDefinition => ({
  id,
  cron,
  timeZone: 'UTC',
  job: pollKindsJob,
  payload: { kinds },
});

export const sourceSchedules: readonly ScheduleDefinition[] = [
  every('imports.poll-servers', '7 * * * *', ['ftp', 'sftp']),
  every('imports.poll-mailboxes', '*/15 * * * *', ['imap']),
  every('imports.poll-others', '17 * * * *', ['http', 's3', 'folder']),
  {
    id: 'imports.report-late-sources',
    cron: '*/15 * * * *',
    timeZone: 'UTC',
    job: reportLateSourcesJob,
    payload: {},
  },
];

/** A poll in the transaction of what asked for it; one waits per source. */
export type EnqueuePoll = (
  transaction: Kysely<ImportsTables>,
  payload: { sourceId: string; byHand?: boolean },
  startAfterSeconds?: number,
) => Promise<void>;

/** A file that is being written is mostly whole by then. */
const GROWING_SECONDS = 120;

export function sourceJobHandlers(
  deps: PollDependencies & { enqueuePoll: EnqueuePoll; announce: Announce },
): [string, JobHandler][] {
  return [
    [
      pollSourceJob.id,
      async (payload, { signal }) => {
        const { sourceId, byHand = false } = payload as { sourceId: string; byHand?: boolean };
        const { growing, more } = await pollSource(deps, sourceId, { signal, byHand });
        // Sooner than the next hour; while something grows for ever, this often and no more.
        if (more || growing.length > 0)
          await deps.enqueuePoll(deps.db, { sourceId }, more ? 0 : GROWING_SECONDS);
      },
    ],
    [
      pollKindsJob.id,
      (payload) =>
        deps.db.transaction().execute(async (transaction) => {
          const { kinds } = payload as { kinds: SourceKind[] };
          for (const { id } of await listUnscheduled(transaction, kinds))
            await deps.enqueuePoll(transaction, { sourceId: id });
        }),
    ],
    [reportLateSourcesJob.id, () => announceLate(deps)],
  ];
}
