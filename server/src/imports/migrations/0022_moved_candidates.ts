import { sql, type Kysely } from 'kysely';

/** Products that waiting rows may mean follow a product that is merged, and come back with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index import_errors_candidates_idx on import_errors using gin ((params -> 'candidates') jsonb_path_ops)
      where cause in ('match.ambiguous', 'match.keys_disagree');
    create table moved_candidates (
      operation_id uuid not null,
      job_id uuid not null,
      line integer not null,
      candidates jsonb not null,
      constraint moved_candidates_pkey primary key (operation_id, job_id, line)
    );
    comment on column moved_candidates.candidates is 'those of the row before the merge'
  `.execute(db);
}
