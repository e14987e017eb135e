import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { applyBatches, type ApplyMode } from './apply-batches.ts';
import { countPlan, nextReviewBatch, sumMarkers, type BatchCounts } from './batch.queries.ts';
import { hasDecisions, saveDecisions, type MatchDecision } from './review/match-decisions.queries.ts';
import { listRenamedRows, type RenamedRow } from './renamed-rows.queries.ts';
import { listReviewRows, type ReviewPage, type ReviewRow } from './review/review-rows.queries.ts';
import { hasStructure, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { checkExclusion, excludeFromPlan, type Exclusion } from './exclude-rows.queries.ts';
import { readFeedStatistics, type FeedStatistics } from './feed-statistics.queries.ts';
import { hasRedirects } from '../merging/redirect.queries.ts';
import { finishChangeSet, type FinalState } from './finish.queries.ts';
import { emptyHashSet, loadKnownHashes } from './known-hashes.ts';
import { listKeptRows, type KeptRow } from './list-kept.queries.ts';
import { listOpenRows, listPlannedRows, type PlanFilter, type PlannedRow } from './list-plan.queries.ts';
import { readMappingState } from './mapped-categories.queries.ts';
import { listMovedRows, type MovedRow } from './moved-rows.queries.ts';
import { findNearBrands, type NearBrand } from './near-brands.queries.ts';
import { applyMissing, settleMissing } from './missing-offers.queries.ts';
import { planAllRows } from './plan-change-set.ts';
import {
  completeStage,
  createStage,
  dropStage,
  stageHasFollowers,
  stageIsComplete,
} from './stage.queries.ts';
import { createStageWriter, type StageWriter } from './stage-writer.ts';
import { settleStructure } from './structure.queries.ts';
import { summarisePlan, type PlanSummary } from './summarise-plan.queries.ts';
import { noteLocations } from '../stocks/stock-location.queries.ts';
import { createMissingTerms } from './terms.queries.ts';
import { holdWriterLock } from './writer-lock.ts';

export interface OpenChangeSet {
  readonly id: string;
  readonly kind: 'import' | 'upsert';
  /** Who asked for it, or confirmed its plan. */
  readonly origin: Origin;
  readonly importId: string | null;
  readonly sourceName: string | null;
  readonly definition: ChangeSetDefinition;
}

export interface Staging {
  readonly writer: StageWriter;
  /** Ends the stage. @returns rows left out because a later row has their key */
  complete(): Promise<{ skipped: number }>;
  /** Gives the stage up; what was staged is dropped with the next start. */
  abandon(): Promise<void>;
}

export type PlanCounts = BatchCounts;
/** Sums over the batches that are applied; `prefiltered` rows were left out as unchanged before the stage. */
export type AppliedCounts = BatchCounts & { batches: number; applied: number; prefiltered: number };

export interface ChangeSetRun {
  /** Rows whose key says nothing against what they were last written from are not staged again. */
  stage(options?: { firstBatch: number }): Promise<Staging>;
  /** Where the rows that people decided about go: behind all batches of the set. */
  nextReviewBatch(): Promise<number>;
  /** Rows whose reference replaces another one. */
  listRenamed(limit: number): Promise<RenamedRow[]>;
  /** Rows that wait for a person, with the products they may mean. */
  listReview(page: ReviewPage): Promise<ReviewRow[]>;
  isStaged(): Promise<boolean>;
  /** @param purpose for `apply`, the brands, families and categories that the rows name are made beside the plan */
  plan(purpose: 'preview' | 'apply'): Promise<void>;
  /** New brands of the stage that are nearly known ones; before they are made. */
  findNearBrands(): Promise<NearBrand[]>;
  /** What the plan would do. */
  plannedCounts(): Promise<PlanCounts>;
  apply(options: {
    mode: ApplyMode;
    signal: AbortSignal;
    onBatch: (applied: number, total: number) => void;
  }): Promise<void>;
  /** What the batches applied so far did. */
  counts(): Promise<AppliedCounts>;
  /** @throws AppError `catalog.plan_expired` when the plan was dropped */
  listPlan(filter: PlanFilter): Promise<PlannedRow[]>;
  listOpenRows(): Promise<{ line: number; reason: string }[]>;
  /** Rows some of whose values were not taken, with whose stand. */
  listKept(page: { afterLine: number; limit: number }): Promise<KeptRow[]>;
  summarise(): Promise<PlanSummary>;
  /** Offers of the supplier that a full file does not have; 0 where files are not full. */
  countMissing(): Promise<number>;
  /** Acts on them as the definition says. */
  applyMissing(onBatch: () => void): Promise<void>;
  /** What the plan says of the file as a whole. */
  feedStatistics(): Promise<FeedStatistics>;
  /** The brands, families and categories that the rows name, where the plan was made as a preview. */
  makeTerms(): Promise<void>;
  /** What moved since the plan, at most so many rows of it. */
  listMoved(limit: number): Promise<MovedRow[]>;
  /** @throws AppError for fields that the plan does not have, or cannot do without */
  checkExclusion(exclusion: Exclusion): void;
  /** Takes rows and fields out of the plan, once. */
  exclude(exclusion: Exclusion): Promise<void>;
  close(): Promise<void>;
}

/** Connections of one apply: with two, 5,000-row batches keep both cores of a small machine busy. */
const APPLY_CONNECTIONS = 2;

/**
 * Change sets: the one way in which many products change. Stage (COPY), plan (one diff), apply (batches, each
 * exactly once); every step may be killed and done again.
 */
export function createChangeSetService({
  pool,
  onProductsChanged = () => undefined,
}: {
  pool: ConnectionPool;
  /** Called after each commit that changed products; other processes are told by the commit itself. */
  onProductsChanged?: () => void;
}) {
  return {
    async open(input: OpenChangeSet): Promise<ChangeSetRun> {
      const definition = await withRedirects(pool, input.definition);
      const { rowCount } = await pool.query(
        `insert into change_sets (id, kind, actor, actor_id, request_id, source_address, supplier_id, import_id, source_name, definition)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (id) do update set definition = excluded.definition, actor = excluded.actor, actor_id = excluded.actor_id,
           request_id = excluded.request_id, source_address = excluded.source_address, state = 'open'
         where change_sets.undone_by is null`,
        [
          input.id,
          input.kind,
          input.origin.actor,
          input.origin.actorId,
          input.origin.requestId,
          input.origin.sourceAddress,
          definition.supplierId,
          input.importId,
          input.sourceName,
          JSON.stringify(definition),
        ],
      );
      if (rowCount === 0)
        throw new AppError('operations.state', {
          message: 'What was applied of it was undone, so it cannot go on; import the file again',
          params: { id: input.id },
        });
      return createRun({ pool, onProductsChanged }, input.id, definition);
    },
    /** An opened change set again, for its plan. */
    async reopen(id: string): Promise<ChangeSetRun | null> {
      const { rows } = await pool.query('select definition from change_sets where id = $1', [id]);
      if (!rows[0]) return null;
      const definition = await withRedirects(pool, rows[0].definition as ChangeSetDefinition);
      return createRun({ pool, onProductsChanged }, id, definition);
    },
    /** What the batches of a change set applied so far. */
    countApplied: (id: string): Promise<AppliedCounts> =>
      onConnection(pool, (client) => sumMarkers(client, id)),
    /** Whether people decided about rows of this owner (`own` or a supplier's id) before. */
    hasDecisions: (owner: string): Promise<boolean> => hasDecisions(pool, owner),
    /** @throws AppError `catalog.product_not_found` for a product that there is not */
    decide: (owner: string, decisions: readonly MatchDecision[]): Promise<void> =>
      saveDecisions(pool, owner, decisions),
    async discard(id: string): Promise<void> {
      const client = await pool.connect();
      try {
        await dropStage(client, id);
      } finally {
        client.release();
      }
    },
    setState: (id: string, state: FinalState, counts: unknown): Promise<void> =>
      finishChangeSet(pool, id, state, counts),
  };
}

export type ChangeSetService = ReturnType<typeof createChangeSetService>;

function createRun(
  { pool, onProductsChanged }: { pool: ConnectionPool; onProductsChanged: () => void },
  id: string,
  definition: ChangeSetDefinition,
): ChangeSetRun {
  // Plan and apply hold this connection, and with it the writer's lock, until `close` or the process's end.
  let coordinator: PoolClient | null = null;
  const lead = async (): Promise<PoolClient> => (coordinator ??= await holdWriterLock(pool));
  /** @throws AppError `catalog.plan_expired` when the plan was dropped */
  const onPlan = <Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> =>
    onConnection(pool, async (client) => {
      if (await stageIsComplete(client, id)) return work(client);
      throw new AppError('catalog.plan_expired', {
        message: 'The plan is no longer kept; import the file again to see it',
        status: 410,
      });
    });

  return {
    stage: (options) => startStaging(pool, id, definition, options?.firstBatch ?? 0),
    nextReviewBatch: () => onConnection(pool, (client) => nextReviewBatch(client, id)),
    listRenamed: (limit) => onPlan((client) => listRenamedRows(client, id, definition, limit)),
    listReview: (page) => onPlan((client) => listReviewRows(client, id, definition, page)),
    isStaged: () => onConnection(pool, (client) => stageIsComplete(client, id)),
    feedStatistics: async () => readFeedStatistics(await lead(), id, definition),
    countMissing: async () => (definition.missing ? settleMissing(await lead(), id) : 0),
    async applyMissing(onBatch) {
      if (!definition.missing) return;
      const applied = (): void => {
        onProductsChanged();
        onBatch();
      };
      await applyMissing(await lead(), id, { ...definition.missing, onBatch: applied });
    },
    makeTerms: async () => createMissingTerms(await lead(), id, definition),
    async plan(purpose) {
      const client = await lead();
      await Promise.all([
        planAllRows(client, id, definition, (work) => onConnection(pool, work)),
        purpose === 'apply' && onConnection(pool, (second) => createMissingTerms(second, id, definition)),
      ]);
    },
    findNearBrands: () => onConnection(pool, (client) => findNearBrands(client, id, definition)),
    async plannedCounts() {
      const { rows } = await (await lead()).query<{ counts: PlanCounts }>(countPlan(id, definition));
      return rows[0]!.counts;
    },
    async apply({ mode, signal, onBatch }) {
      const client = await lead();
      // The plan that was confirmed was a preview.
      if (mode === 'confirmed') await createMissingTerms(client, id, definition);
      const places = stageColumns(definition).flatMap(({ target }) =>
        target.kind === 'stock' ? [target.location] : [],
      );
      if (places.length > 0) await noteLocations(client, places);
      await applyBatches(
        {
          changeSetId: id,
          definition,
          hasFollowers: await stageHasFollowers(client, id),
          mode,
          connect: () => pool.connect(),
          connections: APPLY_CONNECTIONS,
          signal,
          onBatch,
          onProductsChanged,
        },
        client,
      );
      if (hasStructure(stageColumns(definition))) await settleStructure(client, id, onProductsChanged);
    },
    counts: () => onConnection(pool, (client) => sumMarkers(client, id)),
    listPlan: (filter) => onPlan((client) => listPlannedRows(client, id, definition, filter)),
    listKept: (page) => onPlan((client) => listKeptRows(client, id, definition, page)),
    summarise: () => onPlan((client) => summarisePlan(client, id, definition)),
    listMoved: (limit) => onPlan((client) => listMovedRows(client, id, definition, limit)),
    checkExclusion: (exclusion) => checkExclusion(definition, exclusion),
    exclude: async (exclusion) => excludeFromPlan(await lead(), id, definition, exclusion),
    listOpenRows: () => onConnection(pool, (client) => listOpenRows(client, id)),
    async close() {
      // Ending the connection gives the lock back whatever state it is in.
      coordinator?.release(true);
      coordinator = null;
    },
  };
}

/** Asked whenever a change set is opened: products may be merged between a plan and its confirmation. */
const withRedirects = async (
  pool: ConnectionPool,
  definition: ChangeSetDefinition,
): Promise<ChangeSetDefinition> => ({ ...definition, redirected: await hasRedirects(pool) });

async function startStaging(
  pool: ConnectionPool,
  id: string,
  definition: ChangeSetDefinition,
  firstBatch: number,
): Promise<Staging> {
  const client = await pool.connect();
  try {
    await createStage(client, id, definition);
    const known =
      definition.supplierId === null
        ? emptyHashSet
        : await loadKnownHashes(client, definition.supplierId, definition.missing !== undefined);
    const { stage } = stagingTables(id);
    const seed = JSON.stringify({
      ...definition,
      categoryMappings: (await readMappingState(client, definition)) ?? undefined,
      newStatus: undefined,
      supplierCode: undefined,
      missing: undefined,
      decided: undefined,
      redirected: undefined,
    });
    const writer = createStageWriter({
      client,
      table: stage,
      columns: stageColumns(definition),
      seed,
      known,
      firstBatch,
      tracks: definition.missing !== undefined,
    });
    return {
      writer,
      async complete() {
        const totals = await writer.finish();
        const done = await completeStage(client, id, definition, { ...totals, firstBatch }, (work) =>
          onConnection(pool, work),
        );
        client.release();
        return { skipped: done.skipped };
      },
      async abandon() {
        await writer.abort();
        client.release(true);
      },
    };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function onConnection<Result>(
  pool: ConnectionPool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
