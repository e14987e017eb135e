import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import { appendBatchEvent } from '../change-sets/batch.queries.ts';
import { BATCH_ROWS } from '../change-sets/definition.ts';
import { finishChangeSet } from '../change-sets/finish.queries.ts';
import { holdWriterLock } from '../change-sets/writer-lock.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import {
  cutRun,
  findRun,
  listOpenRunBatches,
  markRunBatch,
  readApplied,
  type AppliedCounts,
  type RunDefinition,
} from './rule-run.queries.ts';
import { computeRun, lockRun, writeRun } from './run-rules.queries.ts';

/**
 * Makes the prices of rules, batch by batch, each in one transaction with its history, its event and its marker: a run
 * that was killed goes on with the batches that have none.
 */
export function createRuleRuns(deps: {
  pool: ConnectionPool;
  /** Called after each commit that changed prices; other processes are told by the commit itself. */
  onProductsChanged: () => void;
  /** Products of a batch. */
  batchSize?: number;
}) {
  const { pool, batchSize = BATCH_ROWS } = deps;
  const transactions = editTransactions(pool);
  return {
    /**
     * Runs to the end what was asked for; once ended it does nothing.
     * @throws AppError `operations.not_found`
     */
    async run(id: string, { signal }: { signal: AbortSignal }): Promise<AppliedCounts> {
      const coordinator = await holdWriterLock(pool);
      try {
        const run = await findRun(coordinator, id);
        if (!run)
          throw new AppError('operations.not_found', {
            message: `There is no run of price rules ${id}`,
            params: { id },
          });
        // Another delivery of the same job may have ended it.
        if (run.state === 'completed') return await readApplied(coordinator, id);
        const ranges =
          run.definition.ranges ??
          (await transactions.run((client) =>
            cutRun(client, id, { productIds: run.definition.productIds ?? null, size: batchSize }),
          ));
        for (const batch of await listOpenRunBatches(coordinator, id)) {
          signal.throwIfAborted();
          const changed = await transactions.run((client) =>
            applyBatch(client, id, { batch, range: ranges[batch]!, definition: run.definition }),
          );
          if (changed) deps.onProductsChanged();
        }
        const counts = await readApplied(coordinator, id);
        await finishChangeSet(pool, id, 'completed', counts);
        return counts;
      } finally {
        // Ending the connection gives the lock back whatever state it is in.
        coordinator.release(true);
      }
    },
  };
}

export type RuleRuns = ReturnType<typeof createRuleRuns>;

/** @returns whether it changed a price */
async function applyBatch(
  client: PoolClient,
  id: string,
  part: { batch: number; range: readonly [string, string]; definition: RunDefinition },
): Promise<boolean> {
  const { batch, range, definition } = part;
  const computed = await computeRun(client, { ...definition, range });
  const moved = await lockRun(client);
  const prices = { ...computed, moved };
  if (computed.created + computed.updated === moved) {
    await markRunBatch(client, id, batch, { created: 0, updated: 0, fields: {}, prices });
    return false;
  }
  const done = await writeRun(client, id, batch);
  await markRunBatch(client, id, batch, { created: 0, ...done, prices });
  await appendBatchEvent(client, id, batch, { created: 0, ...done });
  return true;
}
