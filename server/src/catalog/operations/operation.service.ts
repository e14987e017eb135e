import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import { listUndoConflicts, type UndoConflict } from '../change-sets/undo/undo-counts.queries.ts';
import {
  findOperationRow,
  listOperations,
  type OperationFilter,
  type OperationRow,
} from './operation.queries.ts';

/** What is shown of an undo's conflicts; their number is among its counts. */
const SHOWN_CONFLICTS = 200;

export interface Operation extends Omit<OperationRow, 'undoes'> {
  readonly undoes: readonly string[];
  readonly conflicts: readonly UndoConflict[];
}

/** Everything that changed the catalogue, newest first. */
export function createOperationService({ pool }: { pool: ConnectionPool }) {
  async function describe(row: OperationRow, client: Pick<PoolClient, 'query'>): Promise<Operation> {
    const undoes = row.undoes ?? [];
    const conflicts =
      row.kind === 'undo' && row.counts
        ? await listUndoConflicts(client, { id: row.id, operations: undoes }, SHOWN_CONFLICTS)
        : [];
    return { ...row, undoes, conflicts };
  }
  return {
    async get(id: string, client: Pick<PoolClient, 'query'> = pool as never): Promise<Operation> {
      const row = await findOperationRow(client, id);
      if (!row)
        throw new AppError('operations.not_found', {
          message: `There is no operation ${id}`,
          params: { id },
        });
      return describe(row, client);
    },
    async list(filter: OperationFilter, page: { limit: number; before: string | null }) {
      const client = pool as never as Pick<PoolClient, 'query'>;
      const rows = await listOperations(client, filter, { ...page, limit: page.limit + 1 });
      const shown = rows.slice(0, page.limit);
      const items: Operation[] = [];
      for (const row of shown) items.push(await describe(row, client));
      return {
        items,
        nextCursor: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
        total: null,
        totalIsEstimate: false,
      };
    },
  };
}

export type OperationService = ReturnType<typeof createOperationService>;
