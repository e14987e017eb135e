import type { ChangeSetService, RenamedRow } from '../../catalog/index.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import type { ImportFileRow, ImportJobRow } from '../jobs/import-job.queries.ts';
import { planOf } from '../jobs/plan-of-job.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import type { Detection } from '../reading/detection.ts';
import { readRecords } from '../reading/open-file.ts';

/** More are no change of references but another list. */
const MOST_PROPOSALS = 100_000;

/**
 * References that a planned file replaces: the old one is nowhere in it. Rows that say what they said last time were
 * never staged, so the file itself is asked.
 */
export async function proposeRenames(
  deps: { readonly changeSets: ChangeSetService; readonly storage: ObjectStorage },
  job: ImportJobRow,
  file: ImportFileRow,
): Promise<RenamedRow[]> {
  const run = await planOf(job, deps.changeSets);
  const proposals = await run.listRenamed(MOST_PROPOSALS);
  const mapping = job.mapping as unknown as Mapping;
  const column = mapping.columns.find(({ field }) => field.base === 'supplierReference');
  if (proposals.length === 0 || !column) return [];
  const olds = new Set(proposals.map(({ from }) => from));
  const path = await deps.storage.localPath('imports', file.storage_key);
  // The sample is not kept with the job, and reading asks for none.
  const detection = { ...(job.detection as unknown as Detection), sample: [] };
  await readRecords(path, detection, (cells) => void olds.delete((cells[column.column - 1] ?? '').trim()));
  return proposals.filter(({ from }) => olds.has(from));
}
