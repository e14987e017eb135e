import { Type } from 'typebox';
import type { Client } from 'pg';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import { alignFilters } from './align-filters.ts';

export const alignFiltersJob = defineJob({
  id: 'catalog.align-filters',
  queue: 'catalog',
  payload: Type.Object({}, { additionalProperties: false }),
  // An index over the documents of a million products takes minutes; sixty-four of them an hour.
  timeoutSeconds: 7_200,
  dedupKey: () => 'all',
});

/** @param connectOwner a connection of the role that owns the tables, which alone may index them */
export const alignFiltersHandler = (connectOwner: () => Promise<Client>): [string, JobHandler] => [
  alignFiltersJob.id,
  async (_payload, { signal }) => {
    const client = await connectOwner();
    try {
      await alignFilters(client, signal);
    } finally {
      await client.end();
    }
  },
];
