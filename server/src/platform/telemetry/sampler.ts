/** Several scrapers, or one that asks often, cost the databases no more than this. */
const KEPT_MS = 5_000;
/** A part that hangs may not keep the numbers of the others; Prometheus gives up after 10 s. */
const LONGEST_MS = 2_000;

export interface Sampler<Value> {
  /** What was read in the last five seconds, or null where it cannot be read. */
  sample(): Promise<Value | null>;
}

export function createSampler<Value>(read: () => Promise<Value>, now: () => number): Sampler<Value> {
  let kept: Promise<Value | null> = Promise.resolve(null);
  let keptUntil = -Infinity;
  /** One that hangs is asked again only when it has ended: it may hold a connection. */
  let reading = false;
  return {
    sample() {
      if (reading || now() < keptUntil) return kept;
      reading = true;
      keptUntil = now() + KEPT_MS;
      const value = read()
        .catch(() => null)
        .finally(() => (reading = false));
      kept = orNull(value, LONGEST_MS);
      return kept;
    },
  };
}

async function orNull<Value>(value: Promise<Value | null>, ms: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
