import type { PoolClient } from 'pg';
import { stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { buildObject, compareFields, termJoins } from './field-sql.ts';
import { keptIf, lockedIf, ownerOf } from './plan.queries.ts';

export interface KeptValue {
  readonly field: string;
  /** Whose value stands: `user`, `own` or a supplier's id. */
  readonly owner: string;
  readonly because: 'locked' | 'better_source';
  readonly value: unknown;
  readonly offered: unknown;
}

export interface KeptRow {
  readonly line: number;
  readonly productId: string;
  readonly sku: string;
  readonly kept: readonly KeptValue[];
}

/** Rows some of whose values were not taken, because another's stand; read by the page, as they stand now. */
export async function listKeptRows(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
  page: { afterLine: number; limit: number },
): Promise<KeptRow[]> {
  const { stage, plan, terms } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const own = compareFields(columns).filter((c) => c.column.target.kind !== 'offer');
  const kept = own.map((c) => {
    const value = (because: string): string =>
      `jsonb_build_object('because', '${because}', 'owner', ${ownerOf(c)}, 'value', ${c.oldJson}, 'offered', ${c.newJson})`;
    return [
      c.column.field,
      `case when ${lockedIf(definition)(c)} then ${value('locked')} when ${keptIf(definition)(c)} then ${value('better_source')} end`,
    ] as const;
  });
  const { rows } = await client.query<{
    line: number;
    productId: string;
    sku: string;
    kept: Record<string, Partial<KeptValue>>;
  }>(
    `with r as materialized (
       select line, product_id, offer_id from ${plan} where line > $1 and kept + locked > 0 order by line limit $2)
     select r.line, r.product_id as "productId", pr.sku, jsonb_strip_nulls(${buildObject(kept)}) as kept
     from r join ${stage} s on s.line = r.line
     ${termJoins(columns, terms).join('\n     ')}
     join products pr on pr.id = r.product_id
     left join field_sources fs on fs.product_id = r.product_id
     ${own.flatMap((c) => c.joins).join('\n     ')}
     order by r.line`,
    [page.afterLine, page.limit],
  );
  return rows.map((row) => ({ ...row, kept: asList(row.kept) }));
}

/** A value that is empty by a person's will was stripped with the nulls. */
const asList = (kept: Readonly<Record<string, Partial<KeptValue>>>): KeptValue[] =>
  Object.entries(kept).map(([field, { value = null, offered, owner = '', because = 'locked' }]) => ({
    field,
    because,
    owner,
    value,
    offered,
  }));
