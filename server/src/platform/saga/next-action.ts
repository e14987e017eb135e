import type { Direction, SagaStep } from './define-saga.ts';
import type { LoggedStep, SagaState } from './saga.queries.ts';

export type NextAction =
  | { readonly step: SagaStep<unknown>; readonly direction: Direction }
  | { readonly end: 'completed' | 'compensated' };

/** What the log says is next: the first step not done, or backwards the last one that was begun and is not undone. */
export function nextAction(
  steps: readonly SagaStep<unknown>[],
  state: SagaState,
  log: readonly LoggedStep[],
): NextAction {
  const isDone = (step: SagaStep<unknown>, direction: Direction): boolean =>
    log.some((entry) => entry.step === step.name && entry.direction === direction && entry.done);
  if (state === 'running') {
    const step = steps.find((one) => !isDone(one, 'run'));
    return step ? { step, direction: 'run' } : { end: 'completed' };
  }
  const begun = steps.filter(({ name }) =>
    log.some((entry) => entry.step === name && entry.direction === 'run'),
  );
  const step = begun.findLast((one) => !isDone(one, 'compensate'));
  return step ? { step, direction: 'compensate' } : { end: 'compensated' };
}
