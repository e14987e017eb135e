import pg, { type PoolClient } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { stagingTables } from './definition.ts';
import {
  appendBatchEvent,
  listOpenBatches,
  markBatch,
  type BatchActions,
  type BatchCounts,
} from './batch.queries.ts';
import { createProducts, type ApplyOptions } from './create-products.queries.ts';
import { markOutdatedOfBatch } from './outdated-batch.queries.ts';
import { findParentsAgain, planLinesAgain } from './plan-change-set.ts';
import { analyseGrownTables } from './table-statistics.ts';
import {
  forgetHashes,
  lockProducts,
  productsTouchedSince,
  touchUnchanged,
  updateProducts,
} from './update-products.queries.ts';

/**
 * `automatic` plans rows again whose product moved since the plan; `confirmed` leaves them out and lists them:
 * a person confirmed other values than would be replaced.
 */
export type ApplyMode = 'automatic' | 'confirmed';

export interface ApplyRun extends ApplyOptions {
  readonly mode: ApplyMode;
  /** Connections of the apply; each works on batches of its own. */
  readonly connect: () => Promise<PoolClient>;
  readonly connections: number;
  readonly signal: AbortSignal;
  readonly onBatch: (applied: number, total: number) => void;
  /** Called when a batch that changed products is committed. */
  readonly onProductsChanged: () => void;
}

/** Errors that another transaction caused: the batch is planned again and tried once more. */
const retryable = new Set(['23505', '40001', '40P01']);
const MAX_TRIES = 5;

/** Applies every batch without a marker, each in one transaction with its history, its event and its marker. */
export async function applyBatches(run: ApplyRun, coordinator: PoolClient): Promise<void> {
  const open = await listOpenBatches(coordinator, run.changeSetId);
  let next = 0;
  let applied = 0;
  let analysed = false;
  const work = async (): Promise<void> => {
    const client = await run.connect();
    try {
      for (let item = open[next++]; item; item = open[next++]) {
        run.signal.throwIfAborted();
        await applyBatch(run, client, item);
        applied++;
        // After the batches 1, 4, 16 …: often enough for the plans of a table that was empty.
        if (Number.isInteger(Math.log2(applied) / 2)) await analyseGrownTables(client, 'glance');
        run.onBatch(applied, open.length);
      }
      // The first worker without work has the time for it while the other ends its batch.
      if (!analysed) {
        analysed = true;
        await analyseGrownTables(client, 'closely');
      }
      client.release();
    } catch (error) {
      next = open.length;
      // Not back to the pool: its transaction may be in any state.
      client.release(true);
      throw error;
    }
  };
  const workers = Math.min(run.connections, open.length);
  const results = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  // Of a few batches the last one may have made the most.
  await analyseGrownTables(coordinator, 'closely');
}

async function applyBatch(run: ApplyRun, client: PoolClient, item: BatchActions): Promise<void> {
  let tried = 0;
  let careful = false;
  for (;;) {
    try {
      await client.query('begin');
      // After a conflict nothing of the plan is trusted: every row of the batch is matched anew.
      if (tried > 0) {
        await planAgain(run, client, item.batch, `'c', 'u', 'n'`);
        await findParentsAgain(client, run.changeSetId, run.definition);
      }
      const counts = await writeBatch(run, client, item, careful || tried > 0);
      if (counts.updated > 0) await markOutdatedOfBatch(client, run, item.batch);
      if (counts.created + counts.updated > 0)
        await appendBatchEvent(client, run.changeSetId, item.batch, counts);
      await client.query('commit');
      if (counts.created + counts.updated > 0) run.onProductsChanged();
      return;
    } catch (error) {
      await client.query('rollback');
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
      if (!retryable.has(code) || ++tried >= MAX_TRIES) throw error;
      careful = true;
      await delay(20 * tried * (1 + Math.random()));
    }
  }
}

async function writeBatch(
  run: ApplyRun,
  client: PoolClient,
  { batch, actions }: BatchActions,
  careful: boolean,
): Promise<BatchCounts> {
  let made: Record<string, number> = {};
  if (actions['u']) {
    await client.query(lockProducts(run.changeSetId), [batch]);
    // With the products locked, what is read here holds until the commit.
    const moved = await client.query(productsTouchedSince(run.changeSetId), [run.changeSetId, batch]);
    if (moved.rowCount !== 0) await planAgain(run, client, batch, `'u'`);
  }
  if (actions['c'] || careful) {
    const { rows } = await client.query<{ made: Record<string, number> }>(createProducts(run, careful), [
      batch,
    ]);
    made = rows[0]!.made;
  }
  if (actions['u'] || careful) {
    const { rows } = await client.query<{ siblings: string[] }>(updateProducts(run), [batch]);
    const siblings = rows[0]!.siblings;
    if (siblings.length > 0) await client.query(forgetHashes, [run.definition.supplierId, siblings]);
  }
  if (actions['n'] && run.definition.supplierId !== null) await client.query(touchUnchanged(run), [batch]);
  return markBatch(client, run.changeSetId, batch, made);
}

/**
 * Plans rows again against what the catalogue holds now. A confirmed run leaves out the rows whose outcome is no
 * longer the plan's: a person agreed to other values than would be replaced.
 */
async function planAgain(run: ApplyRun, client: PoolClient, batch: number, actions: string): Promise<void> {
  const { plan } = stagingTables(run.changeSetId);
  const lines = `s.line in (select line from ${plan} where batch = ${batch} and action in (${actions}))`;
  if (run.mode === 'automatic') return planLinesAgain(client, run.changeSetId, run.definition, lines);
  await client.query(
    `create temporary table planned on commit drop as
     select line, action, changes, product_id from ${plan} where batch = ${batch} and action in (${actions})`,
  );
  await planLinesAgain(client, run.changeSetId, run.definition, lines);
  await client.query(
    `update ${plan} p set action = 'x', reason = 'row.moved', changes = o.changes from planned o
     where o.line = p.line and (p.action <> o.action or (p.action = 'u' and (p.changes <> o.changes or p.product_id <> o.product_id)))`,
  );
  await client.query('drop table planned');
}
