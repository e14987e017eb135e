import type { Statements } from '../../../platform/databases/transactions.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Origin } from '../../../platform/origin.ts';
import {
  claimOperations,
  findMergedSurvivor,
  findOperation,
  findUnfinishedUndo,
  listOperationsSince,
  restingStates,
  type OperationState,
  type UndoSelection,
} from './select-operations.queries.ts';

/** @throws AppError where there is nothing that can be taken back */
export async function selectOperations(client: Statements, selection: UndoSelection): Promise<string[]> {
  if ('operationId' in selection) {
    const operation = await getOperation(client, selection.operationId);
    requireUndoable(operation);
    await requireLastMerge(client, [operation.id]);
    return [operation.id];
  }
  const { since, supplierId } = selection;
  const found = await listOperationsSince(client, since, supplierId);
  if (found.length > 0) {
    await requireLastMerge(client, found);
    return found;
  }
  throw new AppError('operations.nothing_to_undo', {
    message: `Nothing was changed${supplierId ? ' by this supplier' : ''} since ${since.toISOString()} that is still in effect`,
    params: { since: since.toISOString(), supplierId },
  });
}

export async function requestUndo(
  client: Statements,
  newId: () => string,
  { selection, origin }: { selection: UndoSelection; origin: Origin },
): Promise<string> {
  const unfinished = await findUnfinishedUndo(client, selection);
  if (unfinished) return unfinished;
  const operations = await selectOperations(client, selection);
  const undo = { id: newId(), operations, selection, origin };
  if (await claimOperations(client, undo)) return undo.id;
  throw new AppError('operations.state', {
    message: 'One of the operations was undone, or went on, at this very moment; look again',
    params: { operations },
  });
}

async function getOperation(client: Statements, id: string): Promise<OperationState> {
  const found = await findOperation(client, id);
  if (found) return found;
  throw new AppError('operations.not_found', { message: `There is no operation ${id}`, params: { id } });
}

/** What a merge moved may have been moved on: then the later one is taken back first. */
async function requireLastMerge(client: Statements, operations: readonly string[]): Promise<void> {
  const survivor = await findMergedSurvivor(client, operations);
  if (survivor)
    throw new AppError('operations.state', {
      message: `${survivor.sku} was itself merged into another product since; undo that merge first`,
      params: { id: operations[0], productId: survivor.id, survivorId: survivor.survivorId },
    });
}

function requireUndoable({ id, kind, state, undone_by }: OperationState): void {
  if (kind === 'delete')
    throw new AppError('operations.state', {
      message: `The operation ${id} deleted a product permanently: nothing is kept from which it could come back. Restore a backup`,
      params: { id, kind },
    });
  if (undone_by !== null)
    throw new AppError('operations.state', {
      message: `The operation ${id} was undone by ${undone_by}; undo that one to bring it back`,
      params: { id, undoneBy: undone_by },
    });
  if (!restingStates.includes(state))
    throw new AppError('operations.state', {
      message: `The operation ${id} is ${state}: it has not ended, so there is nothing to undo yet. Let it end, or cancel it first`,
      params: { id, state },
    });
}
