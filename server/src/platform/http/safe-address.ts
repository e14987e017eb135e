import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { AppError } from '../errors.ts';
import { isPublicAddress } from './public-address.ts';
import { guardLookup, lookUpAll, refused, type Lookup } from './safe-fetch.ts';

export interface SafeAddresses {
  /** Whether this IP address may be reached. */
  readonly allows: (address: string) => boolean;
  /** For libraries that connect by themselves and ask nobody but their `lookup`. */
  readonly lookup: LookupFunction;
  /**
   * The IP address to connect to instead of a host that somebody typed in, because a library that asks the name
   * server once more may be told another one.
   * @throws AppError `address.not_allowed` or, retryable, `address.unreachable`
   */
  resolve(host: string): Promise<string>;
  /** A connection to a checked address. */
  connect(target: { host: string; port: number; timeoutMs: number; signal: AbortSignal }): Promise<Socket>;
}

/** What `safe-fetch.ts` does for HTTP, for protocols of other libraries. */
export function createSafeAddresses(
  options: { allows?: (address: string) => boolean; lookup?: Lookup } = {},
): SafeAddresses {
  const allows = options.allows ?? isPublicAddress;
  const lookup = guardLookup(options.lookup ?? lookUpAll, allows);
  const resolve = (host: string): Promise<string> =>
    isIP(host) ? literal(host, allows) : byName(host, lookup);
  return {
    allows,
    lookup,
    resolve,
    async connect({ host, port, timeoutMs, signal }) {
      const address = await resolve(host);
      const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]);
      const socket = connect({ host: address, port });
      try {
        await settled(socket, limit);
      } catch (cause) {
        socket.destroy();
        throw unreachable(host, limit.aborted && !signal.aborted ? new Error('no answer in time') : cause);
      }
      return socket;
    },
  };
}

async function literal(address: string, allows: (address: string) => boolean): Promise<string> {
  if (allows(address)) return address;
  throw refused(address, 'it is not a public address');
}

function byName(host: string, lookup: LookupFunction): Promise<string> {
  // Other spellings of IP addresses (decimal, octal) are no names; the name server of the system would take them.
  if (
    !/^(?=.{1,253}$)(?!.*\.\d+$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?$/i.test(host) ||
    /^\d+$|^0x/i.test(host)
  )
    return Promise.reject(refused(host, 'it is no host name; write it as ftp.example.com'));
  return new Promise((resolve, reject) => {
    lookup(host, { all: false }, (error, address) => {
      if (!error) return resolve(String(address));
      reject(error instanceof AppError ? error : unreachable(host, error));
    });
  });
}

function settled(socket: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    socket.once('connect', resolve);
    // Stays: an error after the connection is the library's to see, and no crash of the process.
    socket.on('error', reject);
  });
}

function unreachable(host: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError('address.unreachable', {
    message: `${host} could not be reached: ${reason}`,
    params: { host, reason },
    status: 422,
    cause,
    retryable: true,
  });
}
