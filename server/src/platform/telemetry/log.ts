import { AsyncLocalStorage } from 'node:async_hooks';
import { pino, type DestinationStream, type Logger } from 'pino';
import { withoutSecrets, withoutSecretsInText } from './without-secrets.ts';

/** What a line is about: the request or the job in whose course it was written. */
export type LogContext = { readonly requestId: string } | { readonly jobId: string };

export interface Log extends Logger {
  /** Every line written in the course of `run` names the request or job, also of parts that know nothing of it. */
  within<Result>(context: LogContext, run: () => Result): Result;
}

/** JSON lines on standard error: standard output belongs to the answer of a command. */
export function createLog(options: { level: string; name: string; destination?: DestinationStream }): Log {
  const current = new AsyncLocalStorage<LogContext>();
  const log = pino(
    {
      level: options.level,
      base: { name: options.name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // A child logger for each request would be made also for the many requests that write one line only.
      mixin: () => ({ ...current.getStore() }),
      formatters: { log: withoutSecrets },
      serializers: { err: (error: Error) => withoutSecrets(pino.stdSerializers.err(error)) },
      hooks: { streamWrite: withoutSecretsInText },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
  return Object.assign(log, {
    within: <Result>(context: LogContext, run: () => Result): Result => current.run(context, run),
  });
}
