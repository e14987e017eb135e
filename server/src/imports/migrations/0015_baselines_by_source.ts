import { sql, type Kysely } from 'kysely';

/** A supplier's daily stock file and yearly catalogue are not compared with each other. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_baselines add column source_id uuid;
    comment on column import_baselines.source_id is 'where the file was fetched from; null: handed in';
    update import_baselines b set source_id = j.source_id from import_jobs j where j.id = b.job_id;
    create index import_baselines_source_idx on import_baselines (supplier_id, source_id, id desc)
  `.execute(db);
}
