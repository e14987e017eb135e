import { sql, type Kysely } from 'kysely';
import type { ImportsTables } from '../tables.ts';
import type { FeedProfile } from './feed-profile.ts';

/** Enough for a median that one odd file does not move. */
const KEPT_BASELINES = 5;

/** Of files from the same place; where none came yet, of all files of the supplier. The newest first. */
export async function listBaselines(
  db: Kysely<ImportsTables>,
  supplierId: string,
  sourceId: string | null,
): Promise<FeedProfile[]> {
  const query = db
    .selectFrom('import_baselines as b')
    .innerJoin('import_jobs as j', 'j.id', 'b.job_id')
    .select('b.profile')
    .where('b.supplier_id', '=', supplierId)
    // What was undone was no good.
    .where('j.status', 'in', ['completed', 'completed_with_errors'])
    .orderBy('b.id', 'desc')
    .limit(KEPT_BASELINES);
  const own = await query.where(sql<boolean>`b.source_id is not distinct from ${sourceId}`).execute();
  const rows = own.length > 0 ? own : await query.execute();
  return rows.map(({ profile }) => profile as unknown as FeedProfile);
}

/** Remembers what a completed import looked like, once, and forgets what is no longer asked for. */
export async function insertBaseline(
  db: Kysely<ImportsTables>,
  baseline: { supplierId: string; sourceId: string | null; jobId: string; profile: FeedProfile },
): Promise<void> {
  await db
    .insertInto('import_baselines')
    .values({
      supplier_id: baseline.supplierId,
      source_id: baseline.sourceId,
      job_id: baseline.jobId,
      profile: JSON.stringify(baseline.profile),
    })
    .onConflict((conflict) => conflict.column('job_id').doNothing())
    .execute();
  const same = sql`supplier_id = ${baseline.supplierId} and source_id is not distinct from ${baseline.sourceId}`;
  await sql`delete from import_baselines where ${same} and id not in (
    select id from import_baselines where ${same} order by id desc limit ${KEPT_BASELINES})`.execute(db);
}

/** Adds a job to the books of its supplier and day, in the transaction that ends it. */
export async function countImport(
  db: Kysely<ImportsTables>,
  job: { supplierId: string; failed: boolean; rows: Readonly<Record<string, number>>; durationMs: number },
): Promise<void> {
  const rows = JSON.stringify(job.rows);
  await sql`
    insert into import_statistics (supplier_id, day, files, failed, rows, duration_ms)
    values (${job.supplierId}, (now() at time zone 'utc')::date, 1, ${job.failed ? 1 : 0}, ${rows}, ${job.durationMs})
    on conflict (supplier_id, day) do update set files = import_statistics.files + 1,
      failed = import_statistics.failed + excluded.failed, duration_ms = import_statistics.duration_ms + excluded.duration_ms,
      rows = (select jsonb_object_agg(key, coalesce((import_statistics.rows ->> key)::bigint, 0) + coalesce((excluded.rows ->> key)::bigint, 0))
              from (select jsonb_object_keys(import_statistics.rows || excluded.rows) as key) k)`.execute(db);
}
