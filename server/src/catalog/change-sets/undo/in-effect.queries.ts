import { uuidArray, type UndoScope } from './undo-plan.queries.ts';

/** An operation that is in effect when the undo has ended; an undo itself has no values of its own. */
export const inEffect = (scope: UndoScope, alias: string): string =>
  `${alias}.kind <> 'undo' and (${alias}.undone_by is null or ${alias}.id = any(${uuidArray(scope.returning)}))`;
