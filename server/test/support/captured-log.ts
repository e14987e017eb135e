import { createLog, type Log } from '../../src/platform/telemetry/log.ts';

export interface CapturedLog {
  readonly log: Log;
  /** Everything written, as it would stand in the file. */
  text(): string;
  lines(): Record<string, unknown>[];
  clear(): void;
}

export function captureLog(level = 'info'): CapturedLog {
  const written: string[] = [];
  return {
    log: createLog({ level, name: 'test', destination: { write: (line) => void written.push(line) } }),
    text: () => written.join(''),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    clear: () => void written.splice(0),
  };
}
