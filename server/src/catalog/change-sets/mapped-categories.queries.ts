import type { PoolClient } from 'pg';
import { stageColumns, type ChangeSetDefinition } from './definition.ts';

/** Terms of this kind are the paths of a supplier's file that nobody mapped; they become rows of `category_mappings`. */
const SEEN = '#category';

type Client = Pick<PoolClient, 'query'>;

/**
 * What a supplier's mappings say, as a text that is another one after each change and never the same again; null
 * without any, or for rows without categories. It is part of every row's hash: the rows of the next file, be it the
 * same one, are compared again. Nulling the stored hashes instead would write a million offers in a request, and a
 * run that was applying at that moment would store the old ones anew.
 */
export async function readMappingState(
  client: Client,
  definition: ChangeSetDefinition,
): Promise<string | null> {
  const supplierId = supplierOf(definition);
  if (supplierId === null) return null;
  const { rows } = await client.query<{ state: string | null }>(
    `select md5(string_agg(concat_ws(' ', id, version, category_id), ',' order by id)) as state
     from category_mappings where supplier_id = $1 and category_id is not null`,
    [supplierId],
  );
  return rows[0]!.state;
}

/**
 * Puts the categories that a supplier's paths mean in the place of the paths, before these are looked up: a path that
 * is mapped makes no category. What the file names and nobody mapped is noted beside.
 */
export async function mapCategories(
  client: Client,
  terms: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const supplierId = supplierOf(definition);
  if (supplierId === null) return;
  const { rows } = await client.query<{ mapped: boolean }>(
    `with seen as (
       insert into ${terms} (kind, value, key)
       select distinct on (p.key) '${SEEN}', p.name, p.key
       from ${terms} t cross join lateral unnest(t.keys, t.names) as p(key, name)
       where t.kind = 'categories'
         and not exists (select from category_mappings m where m.supplier_id = $1 and m.source_key = p.key))
     select exists (select from category_mappings where supplier_id = $1 and category_id is not null) as mapped`,
    [supplierId],
  );
  if (!rows[0]!.mapped) return;
  await client.query(
    `update ${terms} t set keys = m.keys, names = m.names, refs = m.refs from (
       select t.value, array_agg(coalesce(c.path_key, p.key) order by p.position) as keys,
         array_agg(coalesce(c.full_path, p.name) order by p.position) as names, array_agg(c.id order by p.position) as refs
       from ${terms} t cross join lateral unnest(t.keys, t.names) with ordinality as p(key, name, position)
       left join category_mappings m on m.supplier_id = $1 and m.source_key = p.key
       left join categories c on c.id = m.category_id
       where t.kind = 'categories' group by t.value having bool_or(c.id is not null)
     ) m where t.kind = 'categories' and t.value = m.value`,
    [supplierId],
  );
}

/** Lists the paths that a file named for the first time, so that somebody may map them; when it is applied. */
export async function noteSeenCategories(
  client: Client,
  terms: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const supplierId = supplierOf(definition);
  if (supplierId === null) return;
  await client.query(
    `insert into category_mappings (supplier_id, source_key, source)
     select $1::uuid, t.key, t.value from ${terms} t where t.kind = '${SEEN}'
       and not exists (select from category_mappings m where m.supplier_id = $1 and m.source_key = t.key)
     on conflict do nothing`,
    [supplierId],
  );
}

const supplierOf = (definition: ChangeSetDefinition): string | null =>
  stageColumns(definition).some(({ target }) => target.kind === 'categories') ? definition.supplierId : null;
