import type { HeldProduct, MatchCandidate, MovedProducts } from '../../catalog/index.ts';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { Memory } from '../../platform/saga/steps-done.queries.ts';

interface Note {
  readonly job_id: string;
  readonly line: number;
  readonly candidates: readonly MatchCandidate[];
}

/** As literals: only then is the index over waiting rows seen to fit. */
const WAITING = `cause in ('match.ambiguous', 'match.keys_disagree')`;

/** Rows that wait and name one of the products; locked in one order for all. */
async function lockNotes(client: Statements, productIds: readonly string[]): Promise<Note[]> {
  const { rows } = await client.query<Note & Record<string, unknown>>(
    `select job_id, line, params -> 'candidates' as candidates from import_errors
     where ${WAITING} and (params -> 'candidates') @> any($1::jsonb[]) order by job_id, line for update`,
    [productIds.map((id) => JSON.stringify([{ id }]))],
  );
  return rows;
}

async function writeNotes(client: Statements, notes: readonly Note[]): Promise<void> {
  await client.query(
    `update import_errors e set params = e.params || jsonb_build_object('candidates', n.candidates)
     from jsonb_to_recordset($1::jsonb) as n(job_id uuid, line integer, candidates jsonb)
     where e.job_id = n.job_id and e.line = n.line and e.${WAITING}`,
    [JSON.stringify(notes)],
  );
}

/** Rows that may mean a merged product may mean its survivor. What they said before is kept for the undo. */
export async function moveCandidates(
  client: Statements,
  { operationId, survivor, mergedIds }: MovedProducts,
): Promise<void> {
  const notes = await lockNotes(client, mergedIds);
  if (notes.length === 0) return;
  await client.query(
    `insert into moved_candidates (operation_id, job_id, line, candidates)
     select $1, n.job_id, n.line, n.candidates from jsonb_to_recordset($2::jsonb) as n(job_id uuid, line integer, candidates jsonb)
     on conflict do nothing`,
    [operationId, JSON.stringify(notes)],
  );
  await writeNotes(
    client,
    notes.map((note) => ({ ...note, candidates: mergeCandidates(note.candidates, survivor, mergedIds) })),
  );
}

/** One candidate for all of them, found by what found any of them. */
function mergeCandidates(
  candidates: readonly MatchCandidate[],
  { id, sku, gtin, title }: HeldProduct,
  mergedIds: readonly string[],
): MatchCandidate[] {
  const isOne = (candidate: MatchCandidate): boolean =>
    candidate.id === id || mergedIds.includes(candidate.id);
  const by = [...new Set(candidates.filter(isOne).flatMap((candidate) => candidate.by))];
  return sortBySku([...candidates.filter((candidate) => !isOne(candidate)), { id, sku, gtin, title, by }]);
}

const sortBySku = (candidates: readonly MatchCandidate[]): MatchCandidate[] =>
  [...candidates].sort((a, b) => (a.sku < b.sku ? -1 : 1));

/** Rows that were decided about meanwhile have nothing to take back. */
export async function takeCandidatesBack(client: Statements, operationId: string): Promise<void> {
  const { rows } = await client.query<Note & Record<string, unknown>>(
    'delete from moved_candidates where operation_id = $1 returning job_id, line, candidates',
    [operationId],
  );
  if (rows.length > 0) await writeNotes(client, rows);
}

/** A product that is deleted is nothing that a row may mean. @returns which rows named it, and by what */
export async function removeCandidate(client: Statements, product: HeldProduct): Promise<Memory> {
  const notes = await lockNotes(client, [product.id]);
  const isOther = ({ id }: MatchCandidate): boolean => id !== product.id;
  await writeNotes(
    client,
    notes.map((note) => ({ ...note, candidates: note.candidates.filter(isOther) })),
  );
  await client.query(
    `update moved_candidates set candidates = (
       select coalesce(jsonb_agg(c), '[]') from jsonb_array_elements(candidates) c where c ->> 'id' <> $1)
     where candidates @> $2::jsonb`,
    [product.id, JSON.stringify([{ id: product.id }])],
  );
  const rows = notes.map(({ job_id, line, candidates }) => ({
    job_id,
    line,
    by: candidates.find((candidate) => !isOther(candidate))!.by,
  }));
  return { rows };
}

export async function putCandidateBack(
  client: Statements,
  { rows }: Memory,
  { id, sku, gtin, title }: HeldProduct,
): Promise<void> {
  const removed = rows as { job_id: string; line: number; by: MatchCandidate['by'] }[];
  const notes = await client.query<Note & Record<string, unknown>>(
    `select e.job_id, e.line, e.params -> 'candidates' as candidates
     from jsonb_to_recordset($1::jsonb) as n(job_id uuid, line integer)
     join import_errors e on e.job_id = n.job_id and e.line = n.line and e.${WAITING} for update of e`,
    [JSON.stringify(removed)],
  );
  const byOf = new Map(removed.map((row) => [`${row.job_id}/${row.line}`, row.by]));
  await writeNotes(
    client,
    notes.rows.map(({ job_id, line, candidates }) => ({
      job_id,
      line,
      candidates: sortBySku([
        ...candidates,
        { id, sku, gtin, title, by: byOf.get(`${job_id}/${line}`) ?? [] },
      ]),
    })),
  );
}
