import type { LiveMessage } from './live-message.ts';

/** Four times a second is as often as an eye follows a bar. */
const LEAST_INTERVAL_MS = 250;
const MOST_JOBS = 1_000;

/** Passes on the progress of many jobs, each at most four times a second; the end of one always. */
export function createProgressThrottle(options: {
  publish: (message: LiveMessage) => Promise<void>;
  now: () => Date;
}) {
  const sentAt = new Map<string, number>();
  return (key: string, progress: number, describe: () => Omit<LiveMessage, 'at'>): void => {
    const now = options.now();
    const ended = progress >= 1;
    if (!ended && now.getTime() - (sentAt.get(key) ?? 0) < LEAST_INTERVAL_MS) return;
    // Jobs that failed halfway never end here.
    if (sentAt.size > MOST_JOBS) sentAt.clear();
    if (ended) sentAt.delete(key);
    else sentAt.set(key, now.getTime());
    void options.publish({ ...describe(), at: now.toISOString() });
  };
}

export type ProgressThrottle = ReturnType<typeof createProgressThrottle>;
