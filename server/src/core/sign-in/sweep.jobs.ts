import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { CoreTables } from '../tables.ts';
import { sweepSignIn } from './sweep.queries.ts';

export const sweepSignInJob = defineJob({
  id: 'core.sweep-sign-in',
  queue: 'core',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 600,
});

export const sweepSignInHandler = ({ db }: { db: Kysely<CoreTables> }): [string, JobHandler] => [
  sweepSignInJob.id,
  () => sweepSignIn(db),
];
