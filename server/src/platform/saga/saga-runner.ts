import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { ConnectionPool } from '../databases/pool.ts';
import { inTransaction, type Statements } from '../databases/transactions.ts';
import { AppError, isAppError } from '../errors.ts';
import { retryDelaySeconds } from '../queue/queue.ts';
import type { Log } from '../telemetry/log.ts';
import type { Direction, SagaDefinition, SagaStep } from './define-saga.ts';
import { holdLease, waitForLease, type HeldLease } from './lease.ts';
import { nextAction } from './next-action.ts';
import {
  findSaga,
  giveBack,
  insertSaga,
  listAbandoned,
  listSagas,
  listSteps,
  markStep,
  recordStep,
  setState,
  type SagaFailure,
  type SagaReport,
  type SagaState,
} from './saga.queries.ts';
import { compensateContext, leaseLost, runContext } from './step-contexts.ts';

/** A first try and five more, as jobs have; then a step is undone, and an undoing waits for a person. */
const TRIES = 6;
/** As long as the lease of a job: renewed every third of it. */
const LEASE_MS = 10_000;

export interface SagaRunner {
  /** Writes the saga and its job in the caller's transaction. @returns its id */
  start<Payload extends TSchema>(
    saga: SagaDefinition<Payload>,
    payload: Static<Payload>,
    client: Statements,
  ): Promise<string>;
  /**
   * Goes on with a saga until it ends or a step has to wait; the log says where it stands.
   * @returns the state it is left in; null when it has ended already, is not due, or another runner has it
   */
  run(sagaId: string, signal: AbortSignal): Promise<SagaState | null>;
  /** Hands those to the queue that no runner has. @returns how many */
  sweep(): Promise<number>;
  find(sagaId: string): Promise<SagaReport | undefined>;
  list(page: { state?: SagaState; before?: string; limit: number }): Promise<SagaReport[]>;
}

export interface SagaRunnerDeps {
  /** Of the database with `sagas` and `saga_log`, where their jobs wait too. */
  readonly pool: ConnectionPool;
  readonly sagas: readonly SagaDefinition[];
  readonly enqueue: (client: Statements, sagaId: string, startAfterSeconds: number) => Promise<void>;
  readonly newId: () => string;
  readonly log: Log;
  /** Named points of a run, for tests that kill it there. */
  readonly reach: (point: string) => void;
  readonly leaseMs?: number;
}

export function createSagaRunner(deps: SagaRunnerDeps): SagaRunner {
  const { pool, enqueue } = deps;
  return {
    async start(saga, payload, client) {
      if (!Value.Check(saga.payload, payload))
        throw new AppError('saga.invalid', {
          message: `The payload of ${saga.id} is malformed; send what its schema describes`,
          params: { saga: saga.id },
        });
      const id = deps.newId();
      await insertSaga(client, { id, saga: saga.id, version: saga.version, payload });
      await enqueue(client, id, 0);
      return id;
    },
    async run(sagaId, signal) {
      const taken = await waitForLease(pool, { sagaId, ms: deps.leaseMs ?? LEASE_MS }, signal);
      if (!taken) return null;
      const lease = holdLease(pool, taken, signal);
      try {
        return await goOn(deps, lease);
      } catch (error) {
        if (!isAppError(error) || error.code !== 'saga.lease_lost') throw error;
        deps.log.warn({ sagaId, fence: lease.fence }, 'saga was taken over by another runner');
        return null;
      } finally {
        lease.stop();
      }
    },
    async sweep() {
      const abandoned = await listAbandoned(pool);
      for (const sagaId of abandoned) await enqueue(pool, sagaId, 0);
      return abandoned.length;
    },
    find: (sagaId) => findSaga(pool, sagaId),
    list: (page) => listSagas(pool, page),
  };
}

async function goOn(deps: SagaRunnerDeps, lease: HeldLease): Promise<SagaState> {
  const { head } = lease;
  const definition = deps.sagas.find(({ id, version }) => id === head.saga && version === head.version);
  if (!definition) {
    await giveBack(deps.pool, lease, 0);
    throw new AppError('saga.unknown', {
      message: `This version has no saga ${head.saga} ${head.version}; run the one that started ${head.id}`,
      params: { id: head.id, saga: head.saga, version: head.version },
    });
  }
  if (!Value.Check(definition.payload, head.payload))
    return end(deps, lease, 'failed', {
      code: 'saga.invalid',
      message: `The payload of ${head.saga} is malformed, so no step can run or be undone; mend the row`,
      step: null,
    });
  let { state } = head;
  for (;;) {
    const next = nextAction(definition.steps, state, await listSteps(deps.pool, head.id));
    if ('end' in next) return end(deps, lease, next.end);
    const outcome = await tryStep(deps, lease, next);
    if (outcome === 'postponed') return state;
    if (outcome === 'failed') return 'failed';
    if (outcome === 'compensating') state = 'compensating';
  }
}

async function end(
  { pool }: SagaRunnerDeps,
  lease: HeldLease,
  state: SagaState,
  failure?: SagaFailure,
): Promise<SagaState> {
  if (!(await setState(pool, lease, { state, failure }))) throw leaseLost(lease.sagaId);
  return state;
}

type Outcome = 'done' | 'postponed' | 'compensating' | 'failed';

/** One step, recorded before it runs and marked after: a crash in between repeats it, and `once` finds it done. */
async function tryStep(
  deps: SagaRunnerDeps,
  lease: HeldLease,
  { step, direction }: { step: SagaStep<unknown>; direction: Direction },
): Promise<Outcome> {
  const { pool, reach } = deps;
  const at = { step: step.name, direction };
  await stopIfAsked(deps, lease);
  const tries = await recordStep(pool, lease, at);
  if (tries === null) throw leaseLost(lease.sagaId);
  reach(`${direction} ${step.name} recorded`);
  try {
    // A step that ends the process each time never gets to say that it fails.
    if (tries > TRIES)
      throw new AppError('saga.step_lost', {
        message: `The step ${step.name} was begun ${TRIES} times and never ended; look for what ended its process`,
        params: { step: step.name },
      });
    const context = { sagaId: lease.sagaId, step: step.name, signal: lease.signal };
    await (direction === 'run'
      ? step.run(lease.head.payload, runContext(context))
      : step.compensate(lease.head.payload, compensateContext(context)));
  } catch (error) {
    await stopIfAsked(deps, lease);
    return settleFailure(deps, lease, { ...at, tries, error });
  }
  reach(`${direction} ${step.name} ran`);
  if (!(await markStep(pool, lease, { ...at, error: null }))) throw leaseLost(lease.sagaId);
  reach(`${direction} ${step.name} marked`);
  return 'done';
}

/** A runner that lost its lease ends; one whose worker shuts down hands the saga back for another one. */
async function stopIfAsked({ pool }: SagaRunnerDeps, lease: HeldLease): Promise<void> {
  if (!lease.signal.aborted) return;
  if (!lease.isHeld()) throw leaseLost(lease.sagaId);
  await giveBack(pool, lease, 0);
  throw new AppError('saga.interrupted', {
    message: `The worker shuts down; another one goes on with the saga ${lease.sagaId}`,
    params: { id: lease.sagaId },
    retryable: true,
  });
}

async function settleFailure(
  { pool, enqueue, log }: SagaRunnerDeps,
  lease: HeldLease,
  { step, direction, tries, error }: { step: string; direction: Direction; tries: number; error: unknown },
): Promise<Outcome> {
  if (isAppError(error) && error.code === 'saga.lease_lost') throw error;
  const permanent = tries >= TRIES || (isAppError(error) && !error.retryable);
  log.warn({ err: error, sagaId: lease.sagaId, step, direction, tries, permanent }, 'saga step failed');
  const failure = {
    code: isAppError(error) ? error.code : 'internal',
    message: error instanceof Error ? error.message : String(error),
    step,
  };
  return inTransaction(pool, async (client) => {
    if (!(await markStep(client, lease, { step, direction, error: failure }))) throw leaseLost(lease.sagaId);
    if (!permanent) {
      const wait = retryDelaySeconds(tries);
      await giveBack(client, lease, wait);
      await enqueue(client, lease.sagaId, wait);
      return 'postponed';
    }
    const state = direction === 'run' ? 'compensating' : 'failed';
    await setState(client, lease, { state, failure });
    return state;
  });
}
