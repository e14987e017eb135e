import type { Kysely } from 'kysely';
import { createIdempotencyKeys } from '../../platform/http/idempotency.queries.ts';

/** Answers of writes by their key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIdempotencyKeys(db);
}
