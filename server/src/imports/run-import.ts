import type { Kysely } from 'kysely';
import type {
  ChangeSetDefinition,
  ChangeSetRun,
  ChangeSetService,
  SupplierService,
} from '../catalog/index.ts';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import { AppError, isAppError } from '../platform/errors.ts';
import { originOfProgram } from '../platform/origin.ts';
import type { ObjectStorage } from '../platform/storage/object-storage.ts';
import {
  findFile,
  findJob,
  insertErrors,
  insertLog,
  originOfJob,
  updateJob,
  type ImportJobRow,
} from './import-job.queries.ts';
import { createReporter, type ImportProgress } from './import-progress.ts';
import { lockJob } from './lock-job.ts';
import { suggestMapping, type Mapping } from './mapping/suggest-mapping.ts';
import { inspectFile, type Detection } from './reading/open-file.ts';
import { stageFile, type StagedFile } from './stage-file.ts';
import type { ImportDefaults, ImportRequest } from './import.service.ts';
import type { ImportsTables } from './tables.ts';

export interface ImportRunner {
  /** Runs a job to its next resting state; a job that was killed goes on where it stopped. */
  run(
    jobId: string,
    options: { signal: AbortSignal; onProgress?: (progress: ImportProgress) => void },
  ): Promise<void>;
}

interface Dependencies {
  readonly db: Kysely<ImportsTables>;
  readonly pool: ConnectionPool;
  readonly changeSets: ChangeSetService;
  readonly suppliers: SupplierService;
  readonly storage: ObjectStorage;
  readonly defaults: () => Promise<ImportDefaults>;
  readonly newId: () => string;
  /** Called when a run rests; until then its commits tell every process. */
  readonly onRested: (jobId: string) => void;
  /** Sees to it that others are told how a job ended, in the transaction that ends it. */
  readonly announceEnd: (transaction: Kysely<ImportsTables>, jobId: string) => Promise<void>;
  /** Shown while the job runs, as far as anybody looks. */
  readonly showProgress: (jobId: string, progress: ImportProgress) => void;
  /** Named points of a run, for tests that kill it there. */
  readonly reach: (point: string) => void;
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
      const report = createReporter(db, jobId, show, () => cancelled.abort(cancelledByRequest()));
      const stop = AbortSignal.any([signal, cancelled.signal]);
      try {
        // Read again under the lock: another delivery may have ended it, and a job cancelled in the queue stays there.
        const present = await findJob(db, jobId);
        if (present && present.status !== 'cancelled') await runSteps(deps, present, report, stop);
      } catch (error) {
        await recordFailure(deps, job, error, stop);
        throw error;
      } finally {
        await report.flush();
        lock.release(true);
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
  const request = job.request as unknown as ImportRequest;
  await updateJob(db, job.id, {
    status: 'detecting',
    started_at: job.started_at ?? new Date(),
    failure: null,
  });
  report.step('detecting', 0, 0);
  const file = await findFile(db, job.file_id);
  const path = await deps.storage.localPath('imports', file!.storage_key);
  const detection = await inspectFile(path, request);
  const mapping = suggestMapping({
    detection,
    own: request.own,
    given: request.map,
    defaults: { currency: request.currency, locale: (await deps.defaults()).defaultLocale },
    pricesIncludeTax: request.pricesIncludeTax,
  });
  const planId = job.plan_id ?? deps.newId();
  await updateJob(db, job.id, {
    plan_id: planId,
    detection: JSON.stringify({ ...detection, sample: undefined }),
    mapping: JSON.stringify(mapping),
  });
  const definition = await defineChangeSet(deps, job, request, mapping);
  const run = await deps.changeSets.open({
    id: planId,
    kind: 'import',
    origin: originOfJob(job),
    importId: job.id,
    sourceName: file!.name,
    definition,
  });
  try {
    if (job.mode === 'confirmed' && !(await run.isStaged())) throw planExpired();
    const staged = await stageOnce(
      deps,
      job,
      { run, path, bytes: Number(file!.bytes), detection, mapping, own: request.own },
      report,
      signal,
    );
    deps.reach('staged');
    await updateJob(db, job.id, { status: 'planning' });
    report.step('planning', STAGED, staged.read);
    // What a person confirmed is applied as it stands; rows that moved since are found batch by batch.
    if (job.mode !== 'confirmed') await run.plan(job.mode === 'preview' ? 'preview' : 'apply');
    deps.reach('planned');
    if (job.mode === 'preview') return await restAsPlanned(deps, job, staged, await run.plannedCounts());
    await apply(deps, job, run, staged, report, signal);
    await finish(deps, job, planId, run, staged);
  } finally {
    await run.close();
  }
  report.step('done', 1, 0);
}

/** A stage that is complete is used again; anything less is read anew from the stored file. */
async function stageOnce(
  deps: Dependencies,
  job: ImportJobRow,
  source: {
    run: ChangeSetRun;
    path: string;
    bytes: number;
    detection: Detection;
    mapping: Mapping;
    own: boolean;
  },
  report: Reporter,
  signal: AbortSignal,
): Promise<StagedFile> {
  const kept = job.staged as unknown as StagedFile | null;
  if (kept && (await source.run.isStaged())) return kept;
  await updateJob(deps.db, job.id, { status: 'staging' });
  const staged = await stageFile({
    ...source,
    db: deps.db,
    jobId: job.id,
    signal,
    onProgress: (share, rows) => {
      deps.reach('staging');
      report.step('staging', share * STAGED, rows);
    },
  });
  await updateJob(deps.db, job.id, { staged: JSON.stringify(staged) });
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
  await updateJob(deps.db, job.id, { status: 'applying' });
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

async function finish(
  deps: Dependencies,
  job: ImportJobRow,
  planId: string,
  run: ChangeSetRun,
  staged: StagedFile,
): Promise<void> {
  const { db } = deps;
  const open = await run.listOpenRows();
  await insertErrors(
    db,
    job.id,
    open.map(({ line, reason }) => openRow(line, reason)),
  );
  const counts = await run.counts();
  const totals = totalsOf(job, staged, counts, open);
  await deps.changeSets.setState(planId, 'completed', counts);
  await endJob(deps, job.id, {
    ...totals,
    status: staged.rejected > 0 ? 'completed_with_errors' : 'completed',
    progress: 1,
  });
  deps.reach('finished');
  await deps.changeSets.discard(planId);
}

function endJob(deps: Dependencies, jobId: string, values: Parameters<typeof updateJob>[2]): Promise<void> {
  return deps.db.transaction().execute(async (transaction) => {
    await updateJob(transaction, jobId, { ...values, finished_at: new Date() });
    await deps.announceEnd(transaction, jobId);
  });
}

async function restAsPlanned(
  deps: Dependencies,
  job: ImportJobRow,
  staged: StagedFile,
  planned: Counts,
): Promise<void> {
  await updateJob(deps.db, job.id, {
    ...totalsOf(job, staged, planned, []),
    status: 'planned',
    progress: 1,
    finished_at: new Date(),
  });
}

type Counts = Awaited<ReturnType<ChangeSetRun['plannedCounts']>>;

/** The books of a job. Rows that say what they said last time are never staged, so unchanged is what is left. */
function totalsOf(
  job: ImportJobRow,
  staged: StagedFile,
  counts: Counts,
  open: readonly { reason: string }[],
) {
  const { created, updated, review, notApplied, kept, locked, fields } = counts;
  const { read, rejected, skipped } = staged;
  const unchanged = read - rejected - skipped - created - updated - review - notApplied;
  const reasons = new Map<string, number>();
  for (const { reason } of open) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const waiting = [...reasons].map(([code, count]) => ({ code, count, params: {} }));
  return {
    rows: JSON.stringify({ read, created, updated, unchanged, rejected, review, skipped, notApplied }),
    products: JSON.stringify({ created, updated: counts.productsUpdated, unchanged, archived: 0 }),
    kept: JSON.stringify({ locked, ownedBySource: kept }),
    fields: JSON.stringify(fields),
    errors: JSON.stringify(staged.errors),
    warnings: JSON.stringify([...((job.warnings ?? []) as unknown[]), ...staged.warnings, ...waiting]),
  };
}

const openRow = (line: number, cause: string) => ({
  line,
  column: null,
  header: null,
  field: null,
  value: null,
  cause,
  params: {},
  severity: 'warning' as const,
  suggestion: null,
});

async function defineChangeSet(
  deps: Dependencies,
  job: ImportJobRow,
  request: ImportRequest,
  mapping: Mapping,
): Promise<ChangeSetDefinition> {
  const fields = mapping.columns.map((column) => column.field);
  const priceIncludesTax = Object.fromEntries(
    mapping.columns.flatMap((c) => (c.priceIncludesTax === null ? [] : [[c.field.name, c.priceIncludesTax]])),
  );
  const base = { fields, priceIncludesTax, currency: request.currency };
  if (job.supplier_id === null) {
    return {
      ...base,
      supplierId: null,
      supplierCode: 'OWN',
      owner: 'own',
      outrankedBy: [],
      lockedBy: [],
      matchKeys: ['sku', 'gtin', 'brandMpn'],
      newStatus: 'draft',
    };
  }
  const suppliers = await deps.suppliers.list();
  const named = { id: job.supplier_id, name: job.supplier_name ?? '' };
  const supplier =
    suppliers.find(({ id }) => id === job.supplier_id) ??
    (job.mode === 'preview'
      ? deps.suppliers.asProposed(named)
      : await deps.suppliers.createProposed(named, originOfProgram('import')));
  const better = suppliers.filter((other) => other.priority < supplier.priority).map(({ id }) => id);
  return {
    ...base,
    supplierId: supplier.id,
    supplierCode: supplier.code,
    owner: supplier.id,
    outrankedBy: ['own', ...better],
    lockedBy: ['user'],
    // SKUs are matched only where the mapping names them.
    matchKeys: ['gtin', 'brandMpn', 'supplierReference', 'sku'],
    newStatus: supplier.new_product_status,
  };
}

const planExpired = (): AppError =>
  new AppError('imports.plan_expired', {
    message: 'The confirmed plan is no longer kept; import the file again',
    status: 410,
  });

const cancelledByRequest = (): AppError =>
  new AppError('imports.cancelled', { message: 'The import was cancelled', status: 409 });

/** A part that is down, or a worker that shuts down, fails no job: it stays unfinished and goes on later. */
async function recordFailure(
  deps: Dependencies,
  job: ImportJobRow,
  error: unknown,
  stop: AbortSignal,
): Promise<void> {
  const cancelled = stop.aborted && isAppError(stop.reason) && stop.reason.code === 'imports.cancelled';
  const failed = !stop.aborted && isAppError(error) && !error.retryable;
  if (!cancelled && !failed) return;
  const failure = failed ? { code: error.code, message: error.message, params: error.params } : null;
  const present = await findJob(deps.db, job.id);
  await endJob(deps, job.id, {
    status: cancelled ? 'cancelled' : failure?.code === 'imports.plan_expired' ? 'plan_expired' : 'failed',
    failure: failure && JSON.stringify(failure),
  });
  if (!present?.plan_id) return;
  await deps.changeSets.discard(present.plan_id);
  await deps.changeSets.setState(present.plan_id, cancelled ? 'cancelled' : 'failed', null);
}
