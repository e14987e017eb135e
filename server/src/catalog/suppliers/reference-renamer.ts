import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { Origin } from '../../platform/origin.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { renameReferences, type RenameResult } from './rename-references.ts';
import type { Rename } from './rename-references.queries.ts';

/** Renames in a transaction of its own, for whoever has the list from elsewhere. */
export function createReferenceRenamer(deps: { pool: ConnectionPool; newId: () => string }) {
  const transactions = editTransactions(deps.pool);
  return async (request: {
    supplierId: string;
    renames: readonly Rename[];
    origin: Origin;
    dryRun: boolean;
  }): Promise<RenameResult & { readonly operationId: string | null }> => {
    const operationId = deps.newId();
    const result = await transactions.run((client) => renameReferences(client, { ...request, operationId }));
    return { operationId: request.dryRun || result.renamed === 0 ? null : operationId, ...result };
  };
}

export type RenameOffers = ReturnType<typeof createReferenceRenamer>;
