import pg, { type PoolClient } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { appendBatchEvent } from '../batch.queries.ts';
import { stagingTables } from '../definition.ts';
import { decideFields } from './decide-fields.queries.ts';
import { decideProducts } from './decide-products.queries.ts';
import { deleteProducts, restoreProducts } from './delete-products.queries.ts';
import { logReverted, moveOffers, revertFields } from './revert-fields.queries.ts';
import {
  countDecided,
  eventCounts,
  keepConflicts,
  markUndone,
  type UndoCounts,
} from './undo-counts.queries.ts';
import { collectRows, listOpenUndoBatches, lockBatch, type UndoScope } from './undo-plan.queries.ts';

export interface UndoRun {
  readonly scope: UndoScope;
  readonly connect: () => Promise<PoolClient>;
  readonly signal: AbortSignal;
  readonly onBatch: (applied: number, total: number) => void;
  readonly onProductsChanged: () => void;
}

/** As for an apply: two keep both cores of a small machine busy. */
const CONNECTIONS = 2;

/** Errors that another transaction caused, such as an edit that took a code: the batch is decided anew. */
const retryable = new Set(['23505', '40001', '40P01']);
const MAX_TRIES = 5;

/** Walks back every batch without a marker, each in one transaction with its history, its event and its marker. */
export async function undoBatches(run: UndoRun, coordinator: PoolClient): Promise<void> {
  const open = await listOpenUndoBatches(coordinator, run.scope.undoId);
  let next = 0;
  let applied = 0;
  const work = async (): Promise<void> => {
    const client = await run.connect();
    try {
      for (let batch = open[next++]; batch !== undefined; batch = open[next++]) {
        run.signal.throwIfAborted();
        await undoBatch(run, client, batch);
        run.onBatch(++applied, open.length);
      }
      client.release();
    } catch (error) {
      next = open.length;
      // Not back to the pool: its transaction may be in any state.
      client.release(true);
      throw error;
    }
  };
  const workers = Math.min(CONNECTIONS, open.length);
  const results = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function undoBatch(run: UndoRun, client: PoolClient, batch: number): Promise<void> {
  const { scope } = run;
  for (let tried = 1; ; tried++) {
    try {
      await client.query('begin');
      await client.query(lockBatch(scope, batch));
      // With the products locked, what is decided here holds until the commit.
      const counts = await decideBatch(client, scope, stagingTables(scope.undoId).plan, batch);
      await writeBatch(client, scope, batch, counts);
      await client.query('commit');
      if (changes(counts)) run.onProductsChanged();
      return;
    } catch (error) {
      await client.query('rollback');
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
      if (!retryable.has(code) || tried >= MAX_TRIES) throw error;
      await delay(20 * tried * (1 + Math.random()));
    }
  }
}

/** Decides a batch in temporary tables of the transaction. */
export async function decideBatch(
  client: PoolClient,
  scope: UndoScope,
  plan: string,
  batch: number,
): Promise<UndoCounts> {
  await client.query(collectRows(scope, plan, batch));
  await client.query(decideProducts(scope));
  await client.query(decideFields(scope));
  return countDecided(client);
}

const changes = (counts: UndoCounts): boolean => counts.deleted + counts.restored + counts.updated > 0;

async function writeBatch(
  client: PoolClient,
  scope: UndoScope,
  batch: number,
  counts: UndoCounts,
): Promise<void> {
  if (counts.deleted > 0) {
    await client.query(moveOffers);
    await client.query(deleteProducts(scope, batch));
  }
  if (counts.restored > 0) await client.query(restoreProducts(scope, batch));
  if (counts.updated > 0) {
    for (const statement of revertFields(scope)) await client.query(statement);
    await client.query(logReverted(scope, batch));
  }
  if (counts.kept + counts.conflicts > 0) await client.query(keepConflicts(scope));
  await markUndone(client, scope.undoId, batch, counts);
  if (changes(counts))
    await appendBatchEvent(client, scope.undoId, batch, { ...eventCounts(counts), fields: counts.fields });
}
