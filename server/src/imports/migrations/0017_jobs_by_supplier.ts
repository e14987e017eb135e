import { sql, type Kysely } from 'kysely';

/** The last imports of one supplier, from which the meaning of headings is learnt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index import_jobs_supplier_idx on import_jobs (supplier_id, id desc)`.execute(db);
}
