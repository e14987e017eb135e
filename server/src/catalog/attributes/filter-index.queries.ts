import { createHash } from 'node:crypto';
import type { QueryResultRow } from 'pg';
import { LONGEST_FILTER_TEXT } from './filter-values.ts';
import type { AttributeType } from './attribute-rules.ts';

interface Executor {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

const PREFIX = 'attribute_filter_';
const kindOf = (type: AttributeType): 'list' | 'text' => (type === 'multi_option' ? 'list' : 'text');

/** A code of 64 characters does not fit the 63 bytes of a name. */
export const filterIndexName = (code: string, type: AttributeType): string =>
  `${PREFIX}${kindOf(type)}_${createHash('sha256').update(code).digest('hex').slice(0, 16)}`;

/** Name -> whether it is whole; one that is being built, or whose building was killed, is not. */
export async function readFilterIndexes(db: Executor): Promise<Map<string, boolean>> {
  const { rows } = await db.query<{ name: string; whole: boolean }>(
    `select c.relname as name, i.indisvalid as whole from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'product_attributes'::regclass and c.relname like '${PREFIX.replaceAll('_', '\\_')}%'`,
  );
  return new Map(rows.map(({ name, whole }) => [name, whole]));
}

export async function readFilterable(db: Executor): Promise<{ code: string; type: AttributeType }[]> {
  const { rows } = await db.query<{ code: string; type: AttributeType }>(
    'select code, type from attributes where filterable order by code',
  );
  return rows;
}

/**
 * Without a lock that stops writers; outside of any transaction. A B-tree entry has a place for 2,700 bytes and an
 * import must not fail on a long text, so that only the beginning of it is indexed.
 */
export async function createFilterIndex(db: Executor, code: string, type: AttributeType): Promise<void> {
  const name = filterIndexName(code, type);
  if (!/^[a-z0-9_]{1,64}$/.test(code)) throw new Error('the code of an attribute is plain');
  const expression =
    kindOf(type) === 'list'
      ? `using gin (("values" -> '${code}') jsonb_path_ops) where ("values" -> '${code}') is not null`
      : `(left("values" ->> '${code}', ${LONGEST_FILTER_TEXT})) where left("values" ->> '${code}', ${LONGEST_FILTER_TEXT}) is not null`;
  await db.query(`create index concurrently ${name} on product_attributes ${expression}`);
  // A new expression has no statistics until then, and the planner would not trust it.
  await db.query('analyze product_attributes');
}

export async function dropFilterIndex(db: Executor, name: string): Promise<void> {
  await db.query(`drop index concurrently if exists ${name}`);
}
