import type { PoolClient } from 'pg';
import { columnOf, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { literal } from './field-sql.ts';

/** A row that brings a new reference for a product of which the supplier has one offer under another one. */
export interface RenamedRow {
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly sku: string;
}

/** In order of their lines, while the plan is kept; products with several old or new references are left to people. */
export async function listRenamedRows(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
  limit: number,
): Promise<RenamedRow[]> {
  const reference = columnOf(stageColumns(definition), 'supplierReference');
  if (definition.supplierId === null || reference === null) return [];
  const { stage, plan } = stagingTables(changeSetId);
  const supplier = literal(definition.supplierId);
  const { rows } = await client.query<RenamedRow>(
    `with brought as (
       select min(p.line) as line, p.product_id, min(s.${reference}) as "to"
       from ${plan} p join ${stage} s on s.line = p.line
       where p.action = 'u' and p.offer_id is null and s.${reference} is not null
       group by p.product_id having count(*) = 1),
     known as (
       select o.product_id, min(o.supplier_reference) as "from" from supplier_products o
       where o.supplier_id = ${supplier} and o.product_id in (select product_id from brought)
       group by o.product_id having count(*) = 1)
     select b.line, k."from", b."to", pr.sku from brought b join known k on k.product_id = b.product_id
     join products pr on pr.id = b.product_id
     where k."from" is not null and not exists (select from ${stage} s where s.${reference} = k."from")
     order by b.line limit $1`,
    [limit],
  );
  return rows;
}
