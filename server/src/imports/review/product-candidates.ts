import type { ProductHolder } from '../../catalog/index.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import {
  moveCandidates,
  putCandidateBack,
  removeCandidate,
  takeCandidatesBack,
} from './held-candidates.queries.ts';

/** What db_imports holds of products: those that rows which wait for a person may mean. */
export const createProductCandidates = (pool: ConnectionPool): ProductHolder => ({
  name: 'imports',
  pool,
  merging: { move: moveCandidates, takeBack: takeCandidatesBack },
  removing: { remove: removeCandidate, putBack: putCandidateBack },
});
