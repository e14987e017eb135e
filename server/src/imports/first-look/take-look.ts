import type { Kysely } from 'kysely';
import { foldText, type SupplierService } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { requireKept } from '../books/import-book.routes.ts';
import { findFile } from '../jobs/import-job.queries.ts';
import type { EnqueueImport, ImportService } from '../jobs/import.service.ts';
import type { ImportsTables } from '../tables.ts';
import {
  listLookFiles,
  lockLook,
  updateLookFile,
  type FirstLookRow,
  type LookedAtFile,
} from './first-look.queries.ts';

export interface ChosenFile {
  readonly position: number;
  /** Whose it is; absent: as it was proposed. */
  readonly supplier?: string | undefined;
}

/**
 * Makes files that were looked at part of the catalogue: a supplier is opened for each, and an import applies it as
 * any other, read as it was for the look. Who looked has seen what a preview would show.
 * @param chosen absent: all that could be read and are not in the catalogue yet
 * @returns the ids of the imports
 * @throws AppError `first_looks.not_found`; `first_looks.state` for a look that has not ended, or a file that was
 *   taken before or cannot be read; `imports.file_expired`
 */
export async function takeLook(
  deps: { imports: ImportService; suppliers: SupplierService; enqueueImport: EnqueueImport },
  transaction: Kysely<ImportsTables>,
  input: { lookId: string; chosen: readonly ChosenFile[] | undefined; origin: Origin },
): Promise<string[]> {
  const { lookId, origin } = input;
  const look = await lockLook(transaction, lookId);
  if (!look) throw absentLook(lookId);
  const files = await listLookFiles(transaction, lookId);
  const made: string[] = [];
  for (const { file, supplier } of choose(look, files, input.chosen)) {
    const stored = (await findFile(transaction, file.file_id))!;
    requireKept(stored);
    const { job } = await deps.imports.create(transaction, {
      file: stored,
      supplier,
      insistOnSupplier: true,
      map: [],
      request: (await isAsLookedAt(deps.suppliers, file, supplier)) ? file.request! : undefined,
      mode: 'apply',
      origin,
    });
    await deps.enqueueImport(transaction, job.id);
    await updateLookFile(transaction, file, { supplier_name: supplier, import_id: job.id });
    made.push(job.id);
  }
  return made;
}

/** A supplier who is there already may have said something of his files that the look knew nothing of. */
const isAsLookedAt = async (
  suppliers: SupplierService,
  file: LookedAtFile,
  supplier: string,
): Promise<boolean> =>
  foldText(supplier) === foldText(file.supplier_name) || !(await suppliers.findKnown(supplier));

function choose(
  look: FirstLookRow,
  files: readonly LookedAtFile[],
  chosen: readonly ChosenFile[] | undefined,
): { file: LookedAtFile; supplier: string }[] {
  if (look.status !== 'done')
    throw state(`The look is ${look.status}; wait for its end`, { status: look.status });
  const ready = files.filter((file) => file.findings !== null && file.import_id === null);
  if (!chosen) {
    if (ready.length === 0) throw state('All files that can be read are imported already', { id: look.id });
    return ready.map((file) => ({ file, supplier: file.supplier_name }));
  }
  return chosen.map(({ position, supplier }) => {
    const file = files.find((other) => other.position === position);
    if (!file)
      throw new AppError('first_looks.invalid', {
        message: `The look has ${files.length} files, and no file ${position}`,
        params: { position, files: files.length },
      });
    const about = { position, name: file.name };
    if (file.import_id !== null)
      throw state(`${file.name} is imported already`, { ...about, importId: file.import_id });
    if (file.findings === null)
      throw state(`${file.name} cannot be imported: ${file.failure?.message ?? 'it was not read'}`, about);
    return { file, supplier: supplier?.trim() || file.supplier_name };
  });
}

const state = (message: string, params: Record<string, unknown>): AppError =>
  new AppError('first_looks.state', { message, params });

export const absentLook = (id: string): AppError =>
  new AppError('first_looks.not_found', { message: `There is no first look ${id}`, params: { id } });
