import type { PoolClient } from 'pg';
import { stagingTables, type ChangeSetDefinition } from './definition.ts';
import { literal } from './field-sql.ts';

/** What a plan says of a feed as a whole. */
export interface FeedStatistics {
  /** Prices and costs that change by more than half of what they were. */
  readonly far: number;
  /** New over old, of the prices and costs that change; 1 where none does. */
  readonly medianRatio: number;
  /** New references for products of which the supplier has an offer under another one. */
  readonly renamed: number;
}

/** Two scans of the rows that change; rows identical to the last file are not among them. */
export async function readFeedStatistics(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<FeedStatistics> {
  const { plan } = stagingTables(changeSetId);
  const supplier = literal(definition.supplierId ?? '');
  const { rows } = await client.query<FeedStatistics>(
    `with ratios as (
       select (c.value ->> 1)::numeric / (c.value ->> 0)::numeric as ratio
       from ${plan} p cross join lateral jsonb_each(p.changes) c
       where p.action = 'u' and c.key ~ '^(price[.]|cost(:|$))' and c.value ->> 0 is not null and c.value ->> 1 is not null
         and (c.value ->> 0)::numeric <> 0)
     select (select count(*)::int from ratios where ratio > 1.5 or ratio < 0.5) as far,
       (select coalesce(round((percentile_cont(0.5) within group (order by ratio))::numeric, 3), 1)::float8 from ratios) as "medianRatio",
       (select count(*)::int from ${plan} p where p.action = 'u' and p.offer_id is null
          and exists (select from supplier_products o where o.product_id = p.product_id and o.supplier_id = ${supplier})) as renamed`,
  );
  return rows[0]!;
}
