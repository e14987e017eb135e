import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Names under which a secret could stand in a logged value. */
const secretPaths = [
  'password',
  'token',
  'secret',
  'authorization',
  '*.password',
  '*.token',
  '*.secret',
  '*.authorization',
  'headers.authorization',
  'headers.cookie',
];

/** JSON lines on standard error: standard output belongs to the answer of a command. */
export function createLog(options: { level: string; name: string }): Log {
  return pino(
    {
      level: options.level,
      base: { name: options.name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretPaths, censor: '[secret]' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
