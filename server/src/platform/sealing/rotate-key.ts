import type { ConnectionPool } from '../databases/pool.ts';
import type { SealedColumn } from '../domain.ts';
import { resealBatch } from './sealed-values.queries.ts';
import type { Sealer } from './sealer.ts';

/** Small enough that a writer never waits long for its row, large enough that commits are not the cost. */
const BATCH_ROWS = 200;

export interface RotatedColumn extends SealedColumn {
  readonly resealed: number;
}

/**
 * Seals every value of one database anew under the present key. What is done is committed batch by batch and tells
 * itself apart by its key id, so a run that was killed goes on with what is left.
 */
export async function rotateKey(options: {
  pool: ConnectionPool;
  columns: readonly SealedColumn[];
  sealer: Sealer;
  onBatch: (resealed: number) => void;
  /** A named point after each batch, for tests that kill it there. */
  reach: (point: string) => void;
}): Promise<RotatedColumn[]> {
  const { pool, sealer } = options;
  const result: RotatedColumn[] = [];
  for (const column of options.columns) {
    let resealed = 0;
    for (;;) {
      const done = await resealBatch(pool, column, sealer, BATCH_ROWS);
      resealed += done;
      if (done === 0) break;
      options.onBatch(done);
      options.reach('resealed');
    }
    result.push({ ...column, resealed });
  }
  return result;
}
