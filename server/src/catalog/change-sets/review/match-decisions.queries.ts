import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../../platform/databases/pool.ts';
import { AppError } from '../../../platform/errors.ts';
import {
  columnOf,
  stageColumns,
  stagingTables,
  type ChangeSetDefinition,
  type StageColumn,
} from '../definition.ts';
import { survivorOf } from '../../merging/redirect.queries.ts';
import { literal } from '../field-sql.ts';

/** What a person says about a row whose keys mean no one product. */
export interface MatchDecision {
  readonly key: string;
  /** `product`: the row means this one; `create`: a new one; `ignore`: the row is left out of every file. */
  readonly action: 'product' | 'create' | 'ignore';
  readonly productId: string | null;
}

const keyFields = ['supplierReference', 'gtin', 'sku', 'brand', 'mpn'] as const;

/** All that a staged row is matched by, as one text: a decision holds for a row as long as none of it changes. */
export function decisionKey(columns: readonly StageColumn[]): string {
  const parts = keyFields.flatMap((field) => {
    const column = columnOf(columns, field);
    return column === null ? [] : [`${literal(`${field}=`)} || s.${column}`];
  });
  return parts.length === 0 ? `''` : `concat_ws(chr(31), ${parts.join(', ')})`;
}

/** The join and the columns by which a plan asks for decisions; nothing where the owner has none. */
export function askDecisions(
  definition: ChangeSetDefinition,
  columns: readonly StageColumn[],
  keys: {
    /** Products that a unique code of the row belongs to. */
    readonly unique: readonly string[];
    readonly offered: string | null;
    readonly gtin: string | null;
  },
): { joins: string[]; select: string } {
  if (!definition.decided)
    return {
      joins: [],
      select: 'null::uuid as chosen, false as apart, false as ignored, false as gtin_taken',
    };
  // A product that is gone, or a reference that another product has, makes it a question again.
  const fits = keys.offered === null ? 'true' : `coalesce(${keys.offered} = mdp.id, true)`;
  const free = keys.unique.length === 0 ? 'true' : `coalesce(${keys.unique.join(', ')}) is null`;
  return {
    joins: [
      `left join match_decisions md on md.owner = ${literal(definition.owner)} and md.key = ${decisionKey(columns)}`,
      'left join products mdp on mdp.id = md.product_id',
    ],
    select: `case when ${fits} then mdp.id end as chosen, coalesce(md.action = 'create' and ${free}, false) as apart,
          coalesce(md.action = 'ignore', false) as ignored,
          ${keys.gtin === null ? 'false' : `coalesce(${keys.gtin} <> mdp.id, false)`} as gtin_taken`,
  };
}

/** A row that somebody decided about follows no other one: what was said of it counts. */
export async function releaseDecided(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const { stage } = stagingTables(changeSetId);
  await client.query(
    `update ${stage} s set follows = null from match_decisions d
     where s.follows is not null and d.owner = $1 and d.key = ${decisionKey(stageColumns(definition))} and d.action <> 'ignore'`,
    [definition.owner],
  );
}

/** Whether a plan has to ask. */
export async function hasDecisions(pool: ConnectionPool, owner: string): Promise<boolean> {
  const { rowCount } = await pool.query('select 1 from match_decisions where owner = $1 limit 1', [owner]);
  return rowCount === 1;
}

/**
 * Keeps what a person decided; the last word on a row counts.
 * @throws AppError `catalog.product_not_found` for a product that there is not
 */
export async function saveDecisions(
  pool: ConnectionPool,
  owner: string,
  decisions: readonly MatchDecision[],
): Promise<void> {
  const ids = [...new Set(decisions.flatMap(({ productId }) => productId ?? []))];
  const { rows } = await pool.query<{ id: string }>(
    'select w.id from unnest($1::uuid[]) as w(id) where not exists (select from products p where p.id = w.id)',
    [ids],
  );
  if (rows[0])
    throw new AppError('catalog.product_not_found', {
      message: `There is no product ${rows[0].id}`,
      params: { id: rows[0].id },
      status: 422,
    });
  const last = new Map(decisions.map((decision) => [decision.key, decision]));
  await pool.query(
    `insert into match_decisions (owner, key, action, product_id)
     select $1, d.key, d.action, ${survivorOf('d."productId"')} from jsonb_to_recordset($2::jsonb) as d(key text, action text, "productId" uuid)
     order by d.key
     on conflict (owner, key) do update set action = excluded.action, product_id = excluded.product_id, decided_at = now()`,
    [owner, JSON.stringify([...last.values()])],
  );
}
