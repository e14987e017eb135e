import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../../platform/databases/pool.ts';
import { decideBatch } from './undo-batches.ts';
import {
  addCounts,
  noCounts,
  sampleConflicts,
  sampleFields,
  type UndoConflict,
  type UndoCounts,
  type UndoneField,
} from './undo-counts.queries.ts';
import { cutPreview, readScopeOf, type UndoScope } from './undo-plan.queries.ts';

export interface UndoPreview {
  readonly operations: readonly string[];
  readonly counts: UndoCounts;
  /** The first of them. */
  readonly conflicts: UndoConflict[];
  readonly changes: UndoneField[];
}

/** Shown of a preview, beside its counts. */
const SAMPLE = 100;

/** Decides every batch as the undo would, in transactions that are given up. */
export async function previewUndo(
  pool: ConnectionPool,
  { undoId, operations }: { undoId: string; operations: readonly string[] },
): Promise<UndoPreview> {
  const client = await pool.connect();
  try {
    const scope = await readScopeOf(client, undoId, operations);
    const batches = await cutPreview(client, scope);
    let preview: UndoPreview = { operations, counts: noCounts, conflicts: [], changes: [] };
    for (let batch = 0; batch < batches; batch++) {
      await client.query('begin');
      preview = await addBatch(client, scope, batch, preview);
      await client.query('rollback');
    }
    return preview;
  } finally {
    // Its temporary table goes with it.
    client.release(true);
  }
}

async function addBatch(
  client: PoolClient,
  scope: UndoScope,
  batch: number,
  before: UndoPreview,
): Promise<UndoPreview> {
  const counts = await decideBatch(client, scope, 'undo_preview', batch);
  const more = {
    conflicts: SAMPLE - before.conflicts.length,
    changes: SAMPLE - before.changes.length,
  };
  return {
    operations: before.operations,
    counts: addCounts(before.counts, counts),
    conflicts:
      more.conflicts > 0 && counts.kept + counts.conflicts > 0
        ? [...before.conflicts, ...(await sampleConflicts(client, scope, more.conflicts))]
        : before.conflicts,
    changes:
      more.changes > 0 && counts.updated > 0
        ? [...before.changes, ...(await sampleFields(client, more.changes))]
        : before.changes,
  };
}
