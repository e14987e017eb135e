import { isAppError } from '../platform/errors.ts';

/** Exit codes of every command; see `--help`. */
export const exitCodes = { done: 0, failed: 1, usage: 2, waits: 3, unchecked: 4 } as const;

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** For people: to standard error, so that standard output stays the answer. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One clear sentence, or the whole trace where it is our mistake. */
export function explain(error: unknown): string {
  if (isAppError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const BAR_WIDTH = 28;

export interface ProgressBar {
  update(label: string, share: number, detail: string): void;
  end(): void;
}

/** A bar on a terminal; a line per step elsewhere, so that logs stay readable. */
export function createProgressBar(): ProgressBar {
  const terminal = process.stderr.isTTY;
  let lastLabel = '';
  let drawnAt = 0;
  return {
    update(label, share, detail) {
      if (!terminal) {
        if (label !== lastLabel) note(label);
        lastLabel = label;
        return;
      }
      if (Date.now() - drawnAt < 80 && share < 1) return;
      drawnAt = Date.now();
      const full = Math.round(share * BAR_WIDTH);
      process.stderr.write(
        `\r\u001b[K${label.padEnd(10)} ${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${String(Math.round(share * 100)).padStart(3)} % ${detail}`,
      );
    },
    end() {
      if (terminal) process.stderr.write('\r\u001b[K');
    },
  };
}
