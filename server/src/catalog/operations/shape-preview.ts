import type { UndoPreview } from '../change-sets/undo/preview-undo.ts';

/** An operation that there is not yet: of the same shape, without an id. */
export const shapePreview = ({ operations, counts, conflicts, changes }: UndoPreview) => ({
  id: null,
  kind: 'undo',
  dryRun: true,
  undoes: operations,
  counts,
  conflicts,
  changes,
});
