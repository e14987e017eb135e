import { sql, type Kysely } from 'kysely';

/** How files of one kind are read, under a name; what was once said stays as it was said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mapping_templates (
      id uuid primary key default uuidv7(),
      name text not null,
      name_key text not null,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint mapping_templates_name_key_key unique (name_key)
    );
    create table mapping_template_versions (
      template_id uuid not null references mapping_templates (id) on delete cascade,
      version integer not null,
      columns jsonb not null,
      created_at timestamptz not null default now(),
      constraint mapping_template_versions_pkey primary key (template_id, version)
    );
    comment on table mapping_template_versions is 'never changed: an import says which version read its file';
    create function refuse_template_change() returns trigger language plpgsql as $$
    begin
      raise exception 'a version of a mapping template is never changed; make the next one';
    end $$;
    create trigger mapping_template_versions_fixed before update on mapping_template_versions
      for each row execute function refuse_template_change()
  `.execute(db);
}
