import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../../platform/databases/pool.ts';
import { inTransaction, type Statements } from '../../../platform/databases/transactions.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Origin } from '../../../platform/origin.ts';
import { settleBrandMerges } from '../../brands/merge-brands.queries.ts';
import { finishChangeSet } from '../finish.queries.ts';
import { dropStage } from '../stage.queries.ts';
import { holdWriterLock } from '../writer-lock.ts';
import { previewUndo, type UndoPreview } from './preview-undo.ts';
import { requestUndo, selectOperations } from './request-undo.ts';
import {
  findOperation,
  listImportsOf,
  listMergesOf,
  settleChain,
  type UndoSelection,
} from './select-operations.queries.ts';
import { undoBatches } from './undo-batches.ts';
import { readUndone, type UndoCounts } from './undo-counts.queries.ts';
import { cutUndoBatches, readUndoScope, type UndoScope } from './undo-plan.queries.ts';

/** How the imports show whose operations an undo takes back, or brings back. */
export type ImportUndoStatus = 'undoing' | 'undone' | 'applied';
export type ShowImportUndo = (importId: string, status: ImportUndoStatus) => Promise<void>;
/** Has what other databases hold follow a merge that is taken back, or is in effect again. */
export type FollowMerge = (operationId: string, undone: boolean) => Promise<void>;

interface Dependencies {
  readonly pool: ConnectionPool;
  readonly newId: () => string;
  /** Called after each commit that changed products; other processes are told by the commit itself. */
  readonly onProductsChanged: () => void;
  /** In another database, so it is told before the undo counts as ended: a crash tells it again. */
  readonly showImport: ShowImportUndo;
  /** As `showImport`. */
  readonly followMerge: FollowMerge;
  /** Named points of a run, for tests that kill it there. */
  readonly reach: (point: string) => void;
}

/**
 * Takes operations back by their change rows, read backwards. An undo is an operation like any other: it has change
 * rows of its own, and is undone by them.
 */
export function createUndoService(deps: Dependencies) {
  const { pool } = deps;
  return {
    /** What an undo would do; changes nothing. */
    async preview(selection: UndoSelection): Promise<UndoPreview> {
      const operations = await selectOperations(pool, selection);
      return previewUndo(pool, { undoId: deps.newId(), operations });
    },
    /**
     * Writes an undo down in the caller's transaction, to be run afterwards; one of the same that never ended goes on.
     * @returns its operation id
     * @throws AppError `operations.not_found`, `operations.state` 409, `operations.nothing_to_undo` 422
     */
    request: (client: Statements, selection: UndoSelection, origin: Origin): Promise<string> =>
      requestUndo(client, deps.newId, { selection, origin }),
    /** Runs an undo to its end; one that was killed goes on where it stopped. */
    async run(
      undoId: string,
      options: { signal: AbortSignal; onProgress?: (share: number) => void },
    ): Promise<UndoCounts> {
      const coordinator = await holdWriterLock(pool);
      try {
        const undo = await findOperation(coordinator, undoId);
        if (!undo || undo.kind !== 'undo')
          throw new AppError('operations.not_found', {
            message: `There is no undo ${undoId}`,
            params: { id: undoId },
          });
        // Another delivery of the same job may have ended it.
        if (undo.state !== 'completed') await walkBack(deps, coordinator, undoId, options);
        return await readUndone(coordinator, undoId);
      } finally {
        // Ending the connection gives the lock back whatever state it is in.
        coordinator.release(true);
      }
    },
  };
}

export type UndoService = ReturnType<typeof createUndoService>;

async function walkBack(
  deps: Dependencies,
  coordinator: PoolClient,
  undoId: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: (share: number) => void },
): Promise<void> {
  const { pool, reach } = deps;
  const scope = await readUndoScope(coordinator, undoId);
  const imports = await listImportsOf(coordinator, scope);
  for (const { importId } of imports) await deps.showImport(importId, 'undoing');
  await cutUndoBatches(coordinator, scope);
  reach('undo-planned');
  await undoBatches(
    {
      scope,
      connect: () => pool.connect(),
      signal,
      onBatch: (applied, total) => {
        reach('undo-batch');
        onProgress?.(applied / total);
      },
      onProductsChanged: deps.onProductsChanged,
    },
    coordinator,
  );
  reach('undo-applied');
  for (const { importId, undone } of imports) await deps.showImport(importId, undone ? 'undone' : 'applied');
  for (const { operationId, undone } of await listMergesOf(coordinator, scope))
    await deps.followMerge(operationId, undone);
  await endUndo(pool, coordinator, scope);
  reach('undo-finished');
}

async function endUndo(pool: ConnectionPool, coordinator: PoolClient, scope: UndoScope): Promise<void> {
  await inTransaction(pool, async (client) => {
    await settleChain(client, scope.undoId);
    await settleBrandMerges(client);
  });
  await finishChangeSet(pool, scope.undoId, 'completed', await readUndone(coordinator, scope.undoId));
  await dropStage(coordinator, scope.undoId);
}
