import { sql, type Kysely } from 'kysely';
import type { ImportsTables } from '../tables.ts';
import type { LearntColumn } from './learnt-columns.ts';

/** Imports that are looked through, newest first. */
const OF_SUPPLIER = 10;
const OF_OTHERS = 50;
const KEPT = 200;

/** Headings whose fields people gave in imports that were applied; what was said last comes first. */
export async function listLearnt(
  db: Kysely<ImportsTables>,
  supplierId: string | null,
): Promise<LearntColumn[]> {
  // Written apart: no index is searched by IS NOT DISTINCT FROM.
  const ofSupplier = supplierId === null ? sql`supplier_id is null` : sql`supplier_id = ${supplierId}`;
  const { rows } = await sql<LearntColumn>`
    with jobs as (
      (select id, mapping, supplier_id from import_jobs
       where ${ofSupplier} and status in ('completed', 'completed_with_errors') order by id desc limit ${OF_SUPPLIER})
      union
      (select id, mapping, supplier_id from import_jobs
       where supplier_id is not null and status in ('completed', 'completed_with_errors') order by id desc limit ${OF_OTHERS})),
    said as (
      select distinct on (c.header, same) c.header, c.field ->> 'name' as field, c."priceIncludesTax",
        j.supplier_id is not distinct from ${supplierId} as same, j.id
      from jobs j cross join lateral jsonb_to_recordset(j.mapping -> 'columns')
        as c(header text, field jsonb, confidence text, "priceIncludesTax" boolean)
      where c.confidence in ('given', 'learned') and c.header <> ''
      order by c.header, same, j.id desc)
    select header, field, "priceIncludesTax", same as "sameSupplier" from said order by id desc limit ${KEPT}`.execute(
    db,
  );
  // Our own catalogue speaks of our fields, a supplier's file of his.
  return supplierId === null ? rows.filter(({ sameSupplier }) => sameSupplier) : rows;
}
