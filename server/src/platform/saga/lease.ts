import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionPool } from '../databases/pool.ts';
import { leaseLeft, renewLease, takeLease, type Lease, type SagaHead } from './saga.queries.ts';

type Taken = Lease & { readonly head: SagaHead };

/**
 * Waits out the lease of a runner that may have died; one that lives renews its own meanwhile and keeps the saga.
 * @returns null when there is nothing to do here
 */
export async function waitForLease(
  pool: ConnectionPool,
  wanted: Omit<Lease, 'fence'>,
  signal: AbortSignal,
): Promise<Taken | null> {
  const deadline = performance.now() + wanted.ms;
  for (;;) {
    const taken = await takeLease(pool, wanted);
    if (taken) {
      const { fence, ...head } = taken;
      return { ...wanted, fence, head };
    }
    const left = await leaseLeft(pool, wanted.sagaId);
    if (left === null || signal.aborted || performance.now() + left > deadline + wanted.ms / 3) return null;
    await delay(left + 1, undefined, { signal }).catch(() => undefined);
  }
}

export interface HeldLease extends Taken {
  /** Aborted when the lease may be another's, or the worker shuts down. */
  readonly signal: AbortSignal;
  isHeld(): boolean;
  stop(): void;
}

/** Renews the lease while its holder works; a holder that cannot renew it in time takes it for lost. */
export function holdLease(pool: ConnectionPool, taken: Taken, stop: AbortSignal): HeldLease {
  const lost = new AbortController();
  let heldUntil = performance.now() + taken.ms;
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    const held = await renewLease(pool, taken).catch(() => null);
    if (held) heldUntil = asked + taken.ms;
    else if (held === false || performance.now() > heldUntil) lost.abort();
  };
  const timer = setInterval(() => void renew(), taken.ms / 3);
  return {
    ...taken,
    signal: AbortSignal.any([stop, lost.signal]),
    isHeld: () => !lost.signal.aborted,
    stop: () => clearInterval(timer),
  };
}
