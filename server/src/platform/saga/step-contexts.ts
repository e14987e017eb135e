import { AppError } from '../errors.ts';
import type { CompensateContext, RunContext } from './define-saga.ts';
import { keepMemory, markDone, readRun } from './steps-done.queries.ts';

interface At {
  readonly sagaId: string;
  readonly step: string;
  readonly signal: AbortSignal;
}

export const leaseLost = (sagaId: string): AppError =>
  new AppError('saga.lease_lost', {
    message: `Another runner goes on with the saga ${sagaId}; this one ends`,
    params: { id: sagaId },
    status: 409,
  });

export function runContext({ sagaId, step, signal }: At): RunContext {
  return {
    sagaId,
    token: `${sagaId}:${step}:run`,
    signal,
    async once(client, effect) {
      signal.throwIfAborted();
      if (await markDone(client, { sagaId, step }, { direction: 'run' })) {
        const memory = await effect();
        await keepMemory(client, { sagaId, step }, memory);
        return memory;
      }
      const earlier = await readRun(client, { sagaId, step });
      if (earlier.barred) throw leaseLost(sagaId);
      return earlier.memory;
    },
  };
}

export function compensateContext({ sagaId, step, signal }: At): CompensateContext {
  return {
    sagaId,
    token: `${sagaId}:${step}:compensate`,
    signal,
    async once(client, undo) {
      signal.throwIfAborted();
      // A step without effect is barred: a runner that was paused in it for long finds that it comes too late.
      if (await markDone(client, { sagaId, step }, { direction: 'run', barred: true })) return;
      const { barred, memory } = await readRun(client, { sagaId, step });
      if (!barred && (await markDone(client, { sagaId, step }, { direction: 'compensate' })))
        await undo(memory);
    },
  };
}
