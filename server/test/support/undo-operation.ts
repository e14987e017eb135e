import { inTransaction } from '../../src/platform/databases/transactions.ts';
import { originOfProgram } from '../../src/platform/origin.ts';
import type { TestApi } from './api.ts';

/** Takes operations back in this process. @returns the undo, which is an operation itself */
export async function undoOperation(
  { system }: TestApi,
  selection: Parameters<TestApi['system']['undos']['request']>[1],
) {
  const id = await inTransaction(system.databases.pools.catalog, (transaction) =>
    system.undos.request(transaction, selection, originOfProgram('test')),
  );
  return { id, counts: await system.undos.run(id, { signal: new AbortController().signal }) };
}
