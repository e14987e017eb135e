import type { PoolClient } from 'pg';
import { foldText } from '../text/fold.ts';
import { stageColumns, stagingTables, type ChangeSetDefinition, type StageColumn } from './definition.ts';
import { mapCategories, noteSeenCategories } from './mapped-categories.queries.ts';
import { analyseGrownTables } from './table-statistics.ts';
import { termColumns, type TermCells } from './term-cells.ts';

/** Shared by whoever makes one category, held alone by whoever makes many or moves them: see `lockTree`. */
export const CATEGORY_TREE_LOCK = `hashtext('category tree')`;

/** Between the entries of a staged list. */
export const LIST_SEPARATOR = '\u001f';

interface Term {
  kind: string;
  value: string;
  key: string | null;
  /** Of a brand the one that was written, whatever brand the alias is of. */
  keys: string[] | null;
  names: string[] | null;
}

/**
 * The distinct brand, family and category cells of a stage, with what they mean in the catalogue so far, categories
 * as the supplier's are mapped. They are resolved once before the batches: per batch it was 2.5 s for 100,000 rows, once it is 0.3 s.
 *
 * @param noted the cells seen while the rows went by, or null to read them from the stage
 */
export async function collectTerms(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  noted: TermCells | null,
): Promise<void> {
  const { terms } = stagingTables(changeSetId);
  for (const column of termColumns(stageColumns(definition))) {
    const cells = noted?.of(column) ?? (await distinctCells(client, changeSetId, column));
    const found = cells.map((value) => termOf(column.target.kind, value));
    await client.query(
      `insert into ${terms} (kind, value, key, keys, names)
       select t.kind, t.value, t.key,
         case when t.keys is not null then array(select jsonb_array_elements_text(t.keys)) end,
         case when t.names is not null then array(select jsonb_array_elements_text(t.names)) end
       from jsonb_to_recordset($1::jsonb) as t(kind text, value text, key text, keys jsonb, names jsonb)`,
      [JSON.stringify(found)],
    );
  }
  await client.query(`create index on ${terms} (kind, value)`);
  await mapCategories(client, terms, definition);
  await resolveTerms(client, changeSetId);
  await client.query(`analyze ${terms}`);
}

async function distinctCells(
  client: PoolClient,
  changeSetId: string,
  { column }: StageColumn,
): Promise<string[]> {
  const { stage } = stagingTables(changeSetId);
  const { rows } = await client.query<{ value: string }>(
    `select distinct ${column} as value from ${stage} where ${column} is not null`,
  );
  return rows.map(({ value }) => value);
}

function termOf(kind: string, value: string): Term {
  if (kind !== 'categories')
    return { kind, value, key: foldText(value), keys: [foldText(value)], names: null };
  const byKey = new Map(value.split(LIST_SEPARATOR).map((path) => [foldText(path), path] as const));
  const keys = [...byKey.keys()].sort();
  return { kind, value, key: null, keys, names: keys.map((key) => byKey.get(key) ?? key) };
}

/**
 * Fills in the ids of the terms that exist; from then on a brand's alias has the key of the brand. A category that is
 * known by its id stays that one, whatever its path is now; two paths of a cell may be one.
 */
async function resolveTerms(client: PoolClient, changeSetId: string): Promise<void> {
  const { terms } = stagingTables(changeSetId);
  await client.query(`
    update ${terms} t set ref = b.id, name = b.name, key = b.name_key from brand_aliases a join brands b on b.id = a.brand_id
      where t.kind = 'brand' and a.alias_key = t.key;
    update ${terms} t set ref = b.id, name = b.name from brands b
      where t.kind = 'brand' and b.name_key = t.key and t.ref is distinct from b.id;
    update ${terms} t set ref = f.id, name = f.code from families f where t.kind = 'family' and f.code_key = t.key;
    update ${terms} t set keys = c.keys, names = c.names, refs = c.refs from (
      select value, array_agg(key order by key, ref) as keys, array_agg(name order by key, ref) as names, array_agg(ref order by key, ref) as refs
      from (
        select distinct t.value, coalesce(k.path_key, p.key) as key, coalesce(k.full_path, c.full_path, p.name) as name, coalesce(k.id, c.id) as ref
        from ${terms} t cross join lateral unnest(t.keys, t.names, t.refs) as p(key, name, ref)
        left join categories k on k.id = p.ref
        left join categories c on k.id is null and c.path_key = p.key and c.taxonomy_id = (select id from taxonomies where code = 'main')
        where t.kind = 'categories') p group by value
    ) c where t.kind = 'categories' and t.value = c.value`);
}

/** Makes the brands, families and categories that rows name and the catalogue lacks; before the first batch. */
export async function createMissingTerms(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const { terms } = stagingTables(changeSetId);
  await forgetDeleted(client, terms);
  await noteSeenCategories(client, terms, definition);
  if (!(await lacksTerms(client, terms))) return;
  const missing = await client.query<{ name: string }>(
    `select distinct on (m.key) m.name from ${terms} t cross join lateral unnest(t.keys, t.refs, t.names) as m(key, ref, name)
     where t.kind = 'categories' and m.ref is null order by m.key, m.name`,
  );
  await client.query(`
    insert into brands (name, name_key) select distinct on (t.key) t.value, t.key from ${terms} t
      where t.kind = 'brand' and t.ref is null and not exists (select from brand_aliases a where a.alias_key = t.key)
      order by t.key, t.value on conflict do nothing;
    insert into families (code, code_key) select distinct on (key) value, key from ${terms}
      where kind = 'family' and ref is null order by key, value on conflict do nothing`);
  if (missing.rows.length) {
    const paths = missing.rows.map(({ name }) => name);
    await client.query('begin');
    try {
      await createCategories(client, paths);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }
  await resolveTerms(client, changeSetId);
  await analyseGrownTables(client, 'closely', ['brands', 'families', 'categories']);
}

async function lacksTerms(client: PoolClient, terms: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from ${terms} t where t.kind in ('brand', 'family') and t.ref is null
       or t.kind = 'categories' and array_position(t.refs, null) is not null limit 1`,
  );
  return rowCount !== 0;
}

/** What was deleted since it was looked up, such as while somebody read the preview, is made again. */
async function forgetDeleted(client: PoolClient, terms: string): Promise<void> {
  await client.query(`
    update ${terms} t set ref = null, key = coalesce(t.keys[1], t.key)
      where t.kind = 'brand' and t.ref is not null and not exists (select from brands b where b.id = t.ref)
        or t.kind = 'family' and t.ref is not null and not exists (select from families f where f.id = t.ref);
    update ${terms} t set refs = array(
        select c.id from unnest(t.refs) with ordinality as r(id, position) left join categories c on c.id = r.id order by r.position)
      where t.kind = 'categories' and exists (
        select from unnest(t.refs) as r(id) where r.id is not null and not exists (select from categories c where c.id = r.id))`);
}

/**
 * Makes the categories of these paths that are not there, with their ancestors; in the caller's transaction. Their
 * places are worked out here: a level at a time it was a statement for each, and in one statement, whose planner knows
 * nothing of a list, every path was compared with every other one.
 */
export async function createCategories(
  client: Pick<PoolClient, 'query'>,
  paths: readonly string[],
): Promise<void> {
  const wanted = withAncestors(paths);
  if ((await readPaths(client, wanted)).size === wanted.length) return;
  // Alone: ids of parents are given out before the rows are there, so nobody else may make the same ones.
  await client.query(`select pg_advisory_xact_lock(${CATEGORY_TREE_LOCK})`);
  const known = await readPaths(client, wanted);
  const missing = wanted.filter(({ key }) => !known.has(key));
  const { rows: ids } = await client.query<{ id: string }>(
    'select uuidv7()::text as id from generate_series(1, $1::int)',
    [missing.length],
  );
  // A path is the labels of its ancestors and its own.
  const made = missing.map((category, i) => {
    const { id } = ids[i]!;
    const parent = known.get(category.parent) ?? null;
    const label = id.replaceAll('-', '');
    const path = parent === null ? label : `${parent.path}.${label}`;
    known.set(category.key, { id, path });
    return { ...category, id, parent: parent?.id ?? null, path };
  });
  await client.query(
    `insert into categories (id, taxonomy_id, parent_id, name, full_path, path_key, path)
     select n.id, t.id, n.parent, n.name, n."full", n.key, n.path::ltree
     from taxonomies t, jsonb_to_recordset($1::jsonb) as n(id uuid, key text, parent uuid, name text, "full" text, path text)
     where t.code = 'main' order by n.key`,
    [JSON.stringify(made)],
  );
}

/** Those of the categories that are there, by key. */
async function readPaths(
  client: Pick<PoolClient, 'query'>,
  categories: readonly NewCategory[],
): Promise<Map<string, { readonly id: string; readonly path: string }>> {
  const { rows } = await client.query<{ key: string; id: string; path: string }>(
    `select c.path_key as key, c.id, c.path::text from categories c join taxonomies t on t.id = c.taxonomy_id
     where t.code = 'main' and c.path_key = any($1::text[])`,
    [categories.map(({ key }) => key)],
  );
  return new Map(rows.map(({ key, ...row }) => [key, row]));
}

interface NewCategory {
  readonly key: string;
  /** Key of the parent; empty at the root. */
  readonly parent: string;
  readonly name: string;
  readonly full: string;
}

/** Ancestors stand before their descendants. */
function withAncestors(paths: readonly string[]): NewCategory[] {
  const made = new Map<string, NewCategory>();
  for (const path of paths) {
    let [full, parent] = ['', ''];
    for (const name of path.split(' > ')) {
      full = parent === '' ? name : `${full} > ${name}`;
      const key = foldText(full);
      if (!made.has(key)) made.set(key, { key, parent, name, full });
      parent = key;
    }
  }
  return [...made.values()];
}
