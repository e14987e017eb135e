import type { PoolClient } from 'pg';
import { appendBatchEvent } from './batch.queries.ts';
import { BATCH_ROWS, columnOf, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { literal } from './field-sql.ts';
import type { StageTotals } from './stage-writer.ts';

/** Batches of missing offers are numbered from here, behind those of any file's rows. */
const FIRST_BATCH = 1_000_000;

export type MissingAction = 'ignore' | 'stock_zero' | 'end_offer';

const missingTable = (changeSetId: string): string => stagingTables(changeSetId).stage.replace('.s_', '.m_');

/** Made with the stage, and with it gone. */
export const dropMissing = (changeSetId: string): string =>
  `drop table if exists ${missingTable(changeSetId)}`;

/**
 * The supplier's offers that none of the file's rows may mean: neither one that says what it said last time, nor a
 * staged one, nor one that was rejected. In the transaction that completes the stage. Those that a run of this change
 * set already ended are among them again where the database lost the table: batches are cut alike, so markers count.
 */
export async function collectMissing(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
  { known, present }: Pick<StageTotals, 'known' | 'present'>,
): Promise<void> {
  const { stage } = stagingTables(changeSetId);
  const reference = columnOf(stageColumns(definition), 'supplierReference');
  await client.query(
    `create unlogged table ${missingTable(changeSetId)} (offer_id uuid primary key, product_id uuid not null, batch integer not null)`,
  );
  // A rejected row without any key may be any product's.
  if (present.unknown) return;
  await client.query(
    `insert into ${missingTable(changeSetId)}
     select o.id, o.product_id, ${FIRST_BATCH} + ((row_number() over (order by o.id) - 1) / ${BATCH_ROWS})::int
     from supplier_products o
     where o.supplier_id = $1 and (o.ended_at is null or o.id in (
         select f.offer_id from field_changes f where f.change_set_id = $5 and f.batch >= ${FIRST_BATCH})) and (o.row_hash is null or o.row_hash = any($2::uuid[]))
       and (o.supplier_reference is null or o.supplier_reference <> all($3::text[]))
       and not exists (select from product_identifiers i where i.product_id = o.product_id and i.kind = 'gtin' and i.value = any($4::text[]))
       and not exists (select from products m where m.id = o.product_id and m.type = 'model')
       ${reference ? `and not exists (select from ${stage} s where s.${reference} = o.supplier_reference)` : ''}`,
    [definition.supplierId, known.unseen(), present.references, present.gtins, changeSetId],
  );
}

/** Offers that rows found by another key are not missing. @returns how many are */
export async function settleMissing(client: PoolClient, changeSetId: string): Promise<number> {
  const { plan } = stagingTables(changeSetId);
  const table = missingTable(changeSetId);
  const exists = await client.query('select to_regclass($1) is not null as present', [table]);
  if (!exists.rows[0]?.present) return 0;
  await client.query(`delete from ${table} m using ${plan} p where p.offer_id = m.offer_id`);
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]!.n;
}

/**
 * Acts on the missing offers, batch by batch, each with its history, event and marker in one transaction.
 * @param archive products that nobody offers any more and no person made are archived
 */
export async function applyMissing(
  client: PoolClient,
  changeSetId: string,
  options: { action: MissingAction; archive: boolean; onBatch: () => void },
): Promise<void> {
  if (options.action === 'ignore') return;
  const table = missingTable(changeSetId);
  const { rows: batches } = await client.query<{ batch: number }>(
    `select distinct batch from ${table} m where not exists (
       select from change_set_batches b where b.change_set_id = $1 and b.batch = m.batch) order by batch`,
    [changeSetId],
  );
  for (const { batch } of batches) {
    await client.query('begin');
    await client.query(
      `select id from products where id in (select product_id from ${table} where batch = $1) order by id for no key update`,
      [batch],
    );
    const { rows } = await client.query<{ n: number }>(endOffers(changeSetId, options), [batch]);
    const { n } = rows[0]!;
    const field = options.action === 'stock_zero' ? 'offerStock' : 'offerEndedAt';
    await client.query(
      `insert into change_set_batches (change_set_id, batch, first_line, last_line, applied_at, counts)
       values ($1, $2, 0, 0, now(), $3)`,
      [changeSetId, batch, JSON.stringify({ missing: n })],
    );
    if (n > 0)
      await appendBatchEvent(client, changeSetId, batch, { created: 0, updated: n, fields: { [field]: n } });
    await client.query('commit');
    options.onBatch();
  }
}

function endOffers(
  changeSetId: string,
  { action, archive }: { action: MissingAction; archive: boolean },
): string {
  const table = missingTable(changeSetId);
  const zero = action === 'stock_zero';
  // The only row of a product that archives it is its first one.
  const archives =
    archive && !zero
      ? `p.status <> 'archived' and p.owner not in ('user', 'own')
          and row_number() over (partition by m.product_id order by m.offer_id) = 1
          and not exists (select from supplier_products so where so.product_id = m.product_id and so.ended_at is null
            and not exists (select from ${table} y where y.offer_id = so.id))`
      : 'false';
  const change = zero
    ? `jsonb_build_object('offerStock', jsonb_build_array(x.stock::text, '0'))`
    : `jsonb_build_object('offerEndedAt', jsonb_build_array(null, to_jsonb(now())))`;
  return `
    with x as materialized (
      select m.offer_id, m.product_id, o.stock, p.status, p.version, ${archives} as archives
      from ${table} m join supplier_products o on o.id = m.offer_id join products p on p.id = m.product_id
      where m.batch = $1 and o.ended_at is null ${zero ? 'and o.stock is distinct from 0' : ''}),
    offers as (
      update supplier_products o set ${zero ? 'stock = 0' : 'ended_at = now()'}, row_hash = null, updated_at = now()
      from x where o.id = x.offer_id),
    archived as (
      update products p set status = 'archived', version = p.version + 1, updated_at = now()
      from x where p.id = x.product_id and x.archives),
    history as (
      insert into field_changes (change_set_id, product_id, batch, offer_id, kind, version, changes)
      select ${literal(changeSetId)}, x.product_id, $1, x.offer_id, case when x.archives then 'archived' else 'updated' end,
        x.version + x.archives::int,
        ${change} || case when x.archives then jsonb_build_object('status', jsonb_build_array(x.status, 'archived')) else '{}' end
      from x)
    select count(*)::int as n from x`;
}
