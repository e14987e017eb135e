import type { ChangeSetDefinition, ChangeSetRun, SupplierService } from '../../catalog/index.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import { warnOfNearBrands } from '../errors/near-brands.ts';
import { isPartOfFile } from '../errors/part-of-file.ts';
import { compileReplacements } from '../errors/replace-values.ts';
import { rowsToRetry, type RowFilter } from '../errors/retry-import.ts';
import { mappingsOfSupplier } from '../errors/value-mapping.queries.ts';
import type { CellTransformation } from '../templates/transformations.ts';
import type { AttributeCells } from '../mapping/define-columns.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import { inspectFile, type Detection } from '../reading/open-file.ts';
import { profileColumns } from '../guard/feed-profile.ts';
import { baselinesFor, guardImport } from '../guard/guard-import.ts';
import { stageReviewed } from '../review/run-review.ts';
import { applyDecision } from './decide-import.ts';
import { defineChangeSet } from './define-change-set.ts';
import { finish, recordFailure, restAsHeld, restAsPlanned, type EndDependencies } from './end-import.ts';
import {
  findFile,
  findJob,
  insertLog,
  noteProgress,
  originOfJob,
  unfinishedStatuses,
  updateJob,
  type ImportJobRow,
} from './import-job.queries.ts';
import { createReporter, type ImportProgress } from './import-progress.ts';
import type { ImportDefaults, ImportRequest } from './import.service.ts';
import { lockJob, unlockJob } from './lock-job.ts';
import type { MapRequest } from './map-request.ts';
import { stageFile, type StagedFile } from './stage-file.ts';

export interface ImportRunner {
  /** Runs a job to its next resting state; a job that was killed goes on where it stopped. */
  run(
    jobId: string,
    options: { signal: AbortSignal; onProgress?: (progress: ImportProgress) => void },
  ): Promise<void>;
}

interface Dependencies extends EndDependencies {
  readonly pool: ConnectionPool;
  readonly suppliers: SupplierService;
  readonly storage: ObjectStorage;
  readonly defaults: () => Promise<ImportDefaults>;
  readonly mapRequest: MapRequest;
  readonly newId: () => string;
  /** Called when a run rests; until then its commits tell every process. */
  readonly onRested: (jobId: string) => void;
  /** Shown while the job runs, as far as anybody looks. */
  readonly showProgress: (jobId: string, progress: ImportProgress) => void;
}

/** Shares of the whole that the steps take on a usual file, for the progress bar. */
const STAGED = 0.45;
const PLANNED = 0.55;

export function createImportRunner(deps: Dependencies): ImportRunner {
  const { db } = deps;
  return {
    async run(jobId, { signal, onProgress }) {
      const job = await findJob(db, jobId);
      if (!job)
        throw new AppError('imports.not_found', {
          message: `There is no import ${jobId}`,
          params: { id: jobId },
        });
      const lock = await lockJob(deps.pool, jobId);
      const cancelled = new AbortController();
      const show = (progress: ImportProgress): void => {
        onProgress?.(progress);
        deps.showProgress(jobId, progress);
      };
      const report = createReporter(
        db,
        jobId,
        show,
        () => cancelled.abort(cancelledByRequest()),
        () => cancelled.abort(pausedByRequest()),
      );
      const stop = AbortSignal.any([signal, cancelled.signal]);
      try {
        // Read again under the lock: another delivery may have ended it, and a job cancelled in the queue stays there.
        const present = await findJob(db, jobId);
        if (present?.cancel_requested_at && isUnfinished(present)) {
          cancelled.abort(cancelledByRequest());
          stop.throwIfAborted();
        }
        if (present && isUnfinished(present)) await runSteps(deps, present, report, stop);
      } catch (error) {
        await recordFailure(deps, job, error, stop);
        throw error;
      } finally {
        await report.flush();
        await unlockJob(lock);
        deps.onRested(jobId);
      }
    },
  };
}

type Reporter = ReturnType<typeof createReporter>;

async function runSteps(
  deps: Dependencies,
  job: ImportJobRow,
  report: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps;
  await updateJob(db, job.id, {
    status: 'detecting',
    started_at: job.started_at ?? new Date(),
    failure: null,
  });
  report.step('detecting', 0, 0);
  const source = await openSource(deps, job);
  const planId = job.plan_id ?? deps.newId();
  await updateJob(db, job.id, {
    plan_id: planId,
    detection: JSON.stringify({ ...source.detection, sample: undefined }),
    mapping: JSON.stringify(source.mapping),
  });
  const definition = await defineChangeSet(deps, job, source);
  const run = await deps.changeSets.open({
    id: planId,
    kind: 'import',
    origin: originOfJob(job),
    importId: job.id,
    sourceName: source.name,
    definition,
  });
  const columns = profileColumns(source.detection, source.mapping);
  try {
    if (job.mode === 'confirmed' && !(await run.isStaged())) throw planExpired();
    const staged = await stageOnce(deps, job, { run, ...source }, report, signal);
    deps.reach('staged');
    await noteProgress(db, job.id, { status: 'planning' });
    report.step('planning', STAGED, staged.read);
    const isPart = isPartOfFile(job, source.mapping);
    const baselines = isPart ? [] : await baselinesFor(db, job);
    await plan(deps, job, { run, definition, guarded: baselines.length > 0 });
    deps.reach('planned');
    const held = await guardImport({ job, run, baselines, columns, read: staged.read });
    if (held.findings.length > 0) await updateJob(db, job.id, { guard: JSON.stringify(held.findings) });
    if (held.holds) return await restAsHeld(deps, job, staged, await run.plannedCounts());
    if (job.mode === 'confirmed') await applyDecision(run, job.decision);
    if (job.mode === 'preview') return await restAsPlanned(deps, job, staged, await run.plannedCounts());
    if (baselines.length > 0) await run.makeTerms();
    await apply(deps, job, run, staged, report, signal);
    // After a file that was odd nothing is taken for missing, whoever let it through.
    if (definition.missing && held.findings.length === 0 && job.guard === null)
      await run.applyMissing(() => deps.reach('missing batch'));
    deps.reach('missing');
    await finish(deps, job, { planId, run, staged, columns: isPart ? null : columns });
  } finally {
    await run.close();
  }
  report.step('done', 1, 0);
}

/** The stored file, how it is read, and which column is which field. */
async function openSource(deps: Dependencies, job: ImportJobRow) {
  const request = job.request as unknown as ImportRequest;
  const file = await findFile(deps.db, job.file_id);
  const path = await deps.storage.localPath('imports', file!.storage_key);
  const detection = await inspectFile(path, request);
  const planned = job.plan_id === null ? null : (job.mapping as Mapping | null);
  const mapped = await deps.mapRequest(request, detection, planned);
  return { ...mapped, request, own: request.own, name: file!.name, path, detection };
}

/**
 * What a person confirmed is applied as it stands; rows that moved since are found batch by batch. A file that may
 * be held makes nothing before it is judged, its brands and categories neither.
 */
async function plan(
  deps: Dependencies,
  job: ImportJobRow,
  { run, definition, guarded }: { run: ChangeSetRun; definition: ChangeSetDefinition; guarded: boolean },
): Promise<void> {
  if (job.mode !== 'confirmed') await run.plan(job.mode === 'preview' || guarded ? 'preview' : 'apply');
  if (!definition.missing) return;
  const missing = { count: await run.countMissing(), action: definition.missing.action };
  await updateJob(deps.db, job.id, { missing: JSON.stringify(missing) });
}

/** A stage that is complete is used again; anything less is read anew from the stored file. */
async function stageOnce(
  deps: Dependencies,
  job: ImportJobRow,
  source: {
    run: ChangeSetRun;
    path: string;
    detection: Detection;
    mapping: Mapping;
    own: boolean;
    attributes: AttributeCells;
    transformations: ReadonlyMap<string, CellTransformation>;
    markers: ReadonlyMap<string, string>;
    separators: ReadonlyMap<string, string>;
  },
  report: Reporter,
  signal: AbortSignal,
): Promise<StagedFile> {
  const read = async (onlyRows: RowFilter | null, again?: { firstBatch: number }): Promise<StagedFile> => {
    await noteProgress(deps.db, job.id, { status: 'staging' });
    return stageFile({
      ...source,
      replacements: compileReplacements(await mappingsOfSupplier(deps.db, job.supplier_id)),
      onlyRows,
      again,
      db: deps.db,
      jobId: job.id,
      signal,
      onProgress: (share, rows) => {
        deps.reach('staging');
        report.step('staging', share * STAGED, rows);
      },
    });
  };
  if (job.mode === 'review')
    return stageReviewed(deps.db, job, source.run, (rows, firstBatch) => read(rows, { firstBatch }));
  const kept = job.staged as unknown as StagedFile | null;
  if (kept && (await source.run.isStaged())) return kept;
  const found = await read(await rowsToRetry(deps.db, job, source.mapping));
  const staged = { ...found, warnings: [...found.warnings, ...(await warnOfNearBrands(source.run))] };
  await noteProgress(deps.db, job.id, { staged: JSON.stringify(staged) });
  await insertLog(deps.db, job.id, 'staging', 'file staged', {
    read: staged.read,
    rejected: staged.rejected,
    skipped: staged.skipped,
  });
  return staged;
}

async function apply(
  deps: Dependencies,
  job: ImportJobRow,
  run: ChangeSetRun,
  staged: StagedFile,
  report: Reporter,
  signal: AbortSignal,
): Promise<void> {
  await noteProgress(deps.db, job.id, { status: 'applying' });
  report.step('applying', PLANNED, 0);
  await run.apply({
    mode: job.mode === 'confirmed' ? 'confirmed' : 'automatic',
    signal,
    onBatch: (applied, total) => {
      deps.reach('batch');
      report.step(
        'applying',
        PLANNED + (1 - PLANNED) * (applied / total),
        Math.round((staged.read * applied) / total),
      );
    },
  });
  deps.reach('applied');
}

/** Another delivery may have ended it, or it was cancelled or paused while it waited. */
const isUnfinished = ({ status }: ImportJobRow): boolean => unfinishedStatuses.some((s) => s === status);

const planExpired = (): AppError =>
  new AppError('imports.plan_expired', {
    message: 'The confirmed plan is no longer kept; import the file again',
    status: 410,
  });

const pausedByRequest = (): AppError =>
  new AppError('imports.paused', { message: 'The import was paused', status: 409 });

const cancelledByRequest = (): AppError =>
  new AppError('imports.cancelled', { message: 'The import was cancelled', status: 409 });
