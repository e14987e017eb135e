import type { PoolClient } from 'pg';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { appendBatchEvent } from '../change-sets/batch.queries.ts';
import { insertBulkChangeSet } from '../change-sets/bulk-change-set.queries.ts';
import {
  refusedRenames,
  writeRenames,
  type RefusedRename,
  type Rename,
} from './rename-references.queries.ts';

export interface RenameResult {
  readonly renamed: number;
  /** Left out; all others are renamed. */
  readonly refused: readonly RefusedRename[];
}

/**
 * Gives a supplier's offers new references, as one operation that can be undone; the offers keep their history.
 * A dry run is the same way, stopped before the first write.
 */
export async function renameReferences(
  client: PoolClient,
  request: {
    supplierId: string;
    operationId: string;
    origin: Origin;
    renames: readonly Rename[];
    dryRun: boolean;
  },
): Promise<RenameResult> {
  const { supplierId, operationId, dryRun } = request;
  checkList(request.renames);
  let renames = request.renames.filter(({ from, to }) => from !== to);
  const refused: RefusedRename[] = [];
  // One that stays where it is keeps its reference, which another may have counted on.
  for (;;) {
    const more = await refusedRenames(client, supplierId, renames);
    if (more.length === 0) break;
    refused.push(...more);
    const left = new Set(more.map(({ from }) => from));
    renames = renames.filter(({ from }) => !left.has(from));
  }
  if (dryRun || renames.length === 0) return { renamed: renames.length, refused };
  const counts = { created: 0, updated: renames.length };
  await insertBulkChangeSet(client, { id: operationId, supplierId, origin: request.origin, counts });
  await writeRenames(client, { supplierId, operationId, renames });
  await appendBatchEvent(client, operationId, 0, {
    created: 0,
    updated: renames.length,
    fields: { supplierReference: renames.length },
  });
  return { renamed: renames.length, refused };
}

function checkList(renames: readonly Rename[]): void {
  for (const side of ['from', 'to'] as const) {
    const seen = new Set<string>();
    for (const rename of renames) {
      if (seen.has(rename[side]))
        throw new AppError('suppliers.rename_twice', {
          message: `The reference "${rename[side]}" is named twice as ${side === 'from' ? 'the old' : 'the new'} one`,
          params: { reference: rename[side] },
          status: 422,
        });
      seen.add(rename[side]);
    }
  }
}
