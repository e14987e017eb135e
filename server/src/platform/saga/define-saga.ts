import type { Static, TSchema } from 'typebox';
import type { Statements } from '../databases/transactions.ts';
import type { Memory } from './steps-done.queries.ts';

export type Direction = 'run' | 'compensate';

interface StepContext {
  readonly sagaId: string;
  /** The same at every try of this step in this direction: for services that take an idempotency key. */
  readonly token: string;
  /** Aborted when another runner may have taken over, or the worker shuts down. */
  readonly signal: AbortSignal;
}

export interface RunContext extends StepContext {
  /**
   * The effect, on a transaction of the database it is in, unless it took place there before.
   * @returns what the effect kept for the compensation, now or then
   */
  once(client: Statements, effect: () => Promise<Memory>): Promise<Memory>;
}

export interface CompensateContext extends StepContext {
  /** Undoes what the step did, once, and nothing where the step did nothing. */
  once(client: Statements, undo: (memory: Memory) => Promise<void>): Promise<void>;
}

export interface SagaStep<Payload> {
  /** Kept in the log of running sagas: a rename is a new version of the saga. */
  readonly name: string;
  run(payload: Payload, context: RunContext): Promise<void>;
  /** Also called for a step that failed: it may have done its work before it said so. */
  compensate(payload: Payload, context: CompensateContext): Promise<void>;
}

/** An operation across databases whose end is all of its steps or none of them. */
export interface SagaDefinition<Payload extends TSchema = TSchema> {
  /** A literal, `<domain>.<verb>-<noun>`. */
  readonly id: string;
  /** Raised when steps or payload change; versions that may still be running stay declared. */
  readonly version: number;
  /** Ids and options only: the row outlives what they name. */
  readonly payload: Payload;
  readonly steps: readonly SagaStep<Static<Payload>>[];
}

/** @throws when two steps have one name, because the log knows a step by its name */
export function defineSaga<const Payload extends TSchema>(
  definition: SagaDefinition<Payload>,
): SagaDefinition<Payload> {
  const names = definition.steps.map(({ name }) => name);
  if (names.length === 0 || new Set(names).size < names.length)
    throw new Error(`saga ${definition.id}: steps need names of their own, not ${names.join(', ')}`);
  return definition;
}
