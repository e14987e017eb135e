import type { Kysely } from 'kysely';
import { createIdempotencyKeys } from '../../platform/http/idempotency.queries.ts';
import { createSagaStepsDone } from '../../platform/saga/steps-done.queries.ts';

/** Answers of writes by their key, and steps of sagas that took effect here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIdempotencyKeys(db);
  await createSagaStepsDone(db);
}
