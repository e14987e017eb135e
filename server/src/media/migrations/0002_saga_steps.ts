import type { Kysely } from 'kysely';
import { createSagaStepsDone } from '../../platform/saga/steps-done.queries.ts';

/** Which steps of operations across databases took effect here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSagaStepsDone(db);
}
