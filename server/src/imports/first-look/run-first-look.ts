import type { Kysely } from 'kysely';
import type { PoolClient } from 'pg';
import type { SupplierService } from '../../catalog/index.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError, isAppError } from '../../platform/errors.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import { requireKept } from '../books/import-book.routes.ts';
import { compileReplacements } from '../errors/replace-values.ts';
import { mappingsOfSupplier } from '../errors/value-mapping.queries.ts';
import { findFile } from '../jobs/import-job.queries.ts';
import type { ImportDefaults } from '../jobs/import.service.ts';
import { lockJob, unlockJob } from '../jobs/lock-job.ts';
import type { MapRequest } from '../jobs/map-request.ts';
import { makeRequest } from '../jobs/make-request.ts';
import type { ImportsTables } from '../tables.ts';
import type { TemplateService } from '../templates/template.service.ts';
import { compareFiles } from './compare-files.ts';
import {
  clearFindings,
  findLook,
  listLookFiles,
  saveProgress,
  updateLook,
  updateLookFile,
  type LookedAtFile,
} from './first-look.queries.ts';
import type { LookFailure } from './first-look.tables.ts';
import { createLookTables, forgetFile } from './look-stage.queries.ts';
import { readLookFile } from './read-look-file.ts';

export interface FirstLookRunner {
  /** Looks at the files of a look; one that was killed begins anew. */
  run(lookId: string, options: { signal: AbortSignal }): Promise<void>;
}

export interface RunnerDeps {
  readonly db: Kysely<ImportsTables>;
  readonly pool: ConnectionPool;
  readonly suppliers: SupplierService;
  readonly templates: TemplateService;
  readonly storage: ObjectStorage;
  readonly defaults: () => Promise<ImportDefaults>;
  readonly mapRequest: MapRequest;
  /** Shown while it runs, as far as anybody looks. */
  readonly showProgress: (lookId: string, progress: number) => void;
}

/** Share of the whole that reading takes on usual files, for the progress bar. */
const READ = 0.85;
const SAVE_EVERY_MS = 250;

export function createFirstLookRunner(deps: RunnerDeps): FirstLookRunner {
  const { db } = deps;
  return {
    async run(lookId, { signal }) {
      const look = await findLook(db, lookId);
      // Given up with its time, or delivered again after its end.
      if (!look || look.status === 'done') return;
      const client = await lockJob(deps.pool, lookId);
      const report = createReporter(deps, lookId);
      try {
        await lookAt(deps, { lookId, client, signal, report: report.show });
      } catch (error) {
        // One that is shut down goes on elsewhere, and the queue tries again what failed.
        if (!signal.aborted) await updateLook(db, lookId, { status: 'failed', failure: failureOf(error) });
        throw error;
      } finally {
        await report.flush();
        // Its temporary tables and its lock go with it.
        await unlockJob(client);
      }
      deps.showProgress(lookId, 1);
    },
  };
}

interface Run {
  readonly lookId: string;
  readonly client: PoolClient;
  readonly signal: AbortSignal;
  readonly report: (progress: number) => void;
}

async function lookAt(deps: RunnerDeps, { lookId, client, signal, report }: Run): Promise<void> {
  const { db } = deps;
  await clearFindings(db, lookId);
  await updateLook(db, lookId, { status: 'reading', progress: 0, failure: null });
  await createLookTables(client);
  const files = await listLookFiles(db, lookId);
  let ord = 0;
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    ord += await readOne(deps, files, file, {
      client,
      signal,
      firstOrd: ord,
      onProgress: (share) => report((READ * (index + share)) / files.length),
    });
  }
  await updateLook(db, lookId, { status: 'comparing', progress: READ });
  const result = await compareFiles(client, signal, (share) => report(READ + (1 - READ) * share));
  await updateLook(db, lookId, {
    status: 'done',
    progress: 1,
    result: JSON.stringify(result),
    finished_at: new Date(),
  });
}

/** @returns how many rows it has; a file that cannot be read has none, and its reason is kept */
async function readOne(
  { db, suppliers, templates, storage, defaults, mapRequest }: RunnerDeps,
  all: readonly LookedAtFile[],
  file: LookedAtFile,
  run: { client: PoolClient; signal: AbortSignal; firstOrd: number; onProgress: (share: number) => void },
): Promise<number> {
  const { client } = run;
  try {
    refuseTwice(all, file);
    const stored = (await findFile(db, file.file_id))!;
    requireKept(stored);
    const known = { name: file.supplier_name, insist: true, preview: true };
    const { supplier } = await suppliers.findOrCreate(known);
    const request = await makeRequest({ templates, defaults }, db, { file: stored, map: [], supplier });
    const findings = await readLookFile({
      ...run,
      file: file.position,
      path: await storage.localPath('imports', stored.storage_key),
      request,
      replacements: compileReplacements(await mappingsOfSupplier(db, supplier.id)),
      mapRequest,
    });
    await updateLookFile(db, file, { request: JSON.stringify(request), findings: JSON.stringify(findings) });
    return findings.rows.read;
  } catch (error) {
    if (!isAppError(error) || error.retryable || run.signal.aborted) throw error;
    await forgetFile(client, file.position);
    await updateLookFile(db, file, { failure: failureOf(error) });
    return 0;
  }
}

/** The same content twice would be two suppliers with the same products at the same prices. */
function refuseTwice(all: readonly LookedAtFile[], { sha256, position }: LookedAtFile): void {
  const same = all.find((other) => other.sha256 === sha256 && other.position < position);
  if (same)
    throw new AppError('first_looks.same_file', {
      message: `It has the content of ${same.name}; it is left out`,
      params: { name: same.name, position: same.position },
    });
}

const failureOf = (error: unknown): string => {
  const failure: LookFailure = isAppError(error)
    ? { code: error.code, message: error.message, params: error.params }
    : {
        code: 'first_looks.failed',
        message: 'The files could not be compared; it is tried again',
        params: {},
      };
  return JSON.stringify(failure);
};

/** Progress for live pages at once, for the look's row four times a second. */
function createReporter({ db, showProgress }: RunnerDeps, lookId: string) {
  let savedAt = 0;
  let saving: Promise<void> = Promise.resolve();
  return {
    show(progress: number): void {
      showProgress(lookId, progress);
      if (Date.now() - savedAt < SAVE_EVERY_MS) return;
      savedAt = Date.now();
      saving = saving.then(() => saveProgress(db, lookId, progress)).catch(() => undefined);
    },
    flush: () => saving,
  };
}
