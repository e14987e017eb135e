import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import {
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '../errors.ts';
import { isPublicAddress } from './public-address.ts';

export interface SafeRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For all of it: names, connections, redirects and the answer. */
  readonly timeoutMs: number;
  /** Bytes of the answer that are read. */
  readonly maxBytes: number;
  /** An answer that is longer is cut there, instead of being an error. */
  readonly cut?: boolean;
  /** Headers for the first origin only, beside those that always are. */
  readonly secretHeaders?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface SafeAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** After redirects. */
  readonly url: string;
}

export type SafeFetch = (request: SafeRequest) => Promise<SafeAnswer>;

export interface SafeResponse extends Omit<SafeAnswer, 'body'> {
  /** Read to its end or destroyed by the caller; it ends with the request's time or signal. */
  readonly body: IncomingMessage;
}

/** For what is too long to be kept in memory; how much of it is read is the caller's to bound. */
export type SafeOpen = (request: Omit<SafeRequest, 'maxBytes' | 'cut'>) => Promise<SafeResponse>;

export type Lookup = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const MOST_REDIRECTS = 3;
/** Meant for the first origin only. */
const PRIVATE_HEADERS = ['authorization', 'cookie'];

/**
 * Fetches an address that somebody typed in, without letting it reach this machine or its network: the host is
 * checked as it is written, in every answer of the name server, and once more on the connection itself; so is
 * each redirect.
 * @returns a function that throws AppError `address.not_allowed`, `address.redirects`, `address.too_large` or,
 *   retryable, `address.unreachable`
 */
export function createSafeFetch(options: SafeOptions = {}): SafeFetch {
  const open = createSafeOpen(options);
  return async function safeFetch(request) {
    const signal = AbortSignal.any([
      AbortSignal.timeout(request.timeoutMs),
      ...(request.signal ? [request.signal] : []),
    ]);
    const response = await open({ ...request, signal });
    return { ...(await read(response.body, request, new URL(response.url), signal)), url: response.url };
  };
}

interface SafeOptions {
  /** Which IP addresses may be reached; those of the Internet by default. */
  readonly allows?: (address: string) => boolean;
  readonly lookup?: Lookup;
}

/** As `createSafeFetch`, up to the head of the answer. */
export function createSafeOpen(options: SafeOptions = {}): SafeOpen {
  const allows = options.allows ?? isPublicAddress;
  const lookup = guardLookup(options.lookup ?? lookUpAll, allows);
  return async function openSafely(request) {
    const signal = AbortSignal.any([
      AbortSignal.timeout(request.timeoutMs),
      ...(request.signal ? [request.signal] : []),
    ]);
    const secret = [...PRIVATE_HEADERS, ...(request.secretHeaders ?? [])];
    let url = checkUrl(request.url, allows);
    let headers = { ...request.headers };
    for (let redirects = 0; ; redirects++) {
      const response = await send({ ...request, headers, url, lookup, allows, signal });
      // A line that breaks before it is read is found by its reader; unheard, its error would end the process.
      response.on('error', () => undefined);
      const next = redirectOf(response, url, request.method ?? 'GET');
      if (!next)
        return { status: response.statusCode!, headers: response.headers, url: url.href, body: response };
      response.destroy();
      if (redirects === MOST_REDIRECTS)
        throw new AppError('address.redirects', {
          message: `${request.url} redirects more than ${MOST_REDIRECTS} times`,
          params: { url: request.url },
        });
      const target = checkUrl(next, allows);
      if (target.origin !== url.origin) headers = without(headers, secret);
      url = target;
    }
  };
}

/**
 * @param text an address as a person wrote it; the forms of an IP address (decimal, octal, hexadecimal, mapped) are
 *   one here, because the URL standard writes them all in one way
 * @throws AppError `address.not_allowed`
 */
export function checkUrl(text: string, allows: (address: string) => boolean = isPublicAddress): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw refused(text, 'it is no http or https address; write it as https://example.com/path');
  if (url.username || url.password)
    throw refused(`${url.protocol}//…@${url.host}`, 'it carries a user name or password; leave them out');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Connecting to an IP address asks no name server, so the guard there does not see it.
  if (isIP(host) && !allows(host)) throw refused(url.host, 'it is not a public address');
  return url;
}

export const refused = (address: string, reason: string): AppError =>
  new AppError('address.not_allowed', {
    message: `The address ${address} is not allowed: ${reason}`,
    params: { address, reason },
  });

export const lookUpAll: Lookup = (host, done) =>
  systemLookup(host, { all: true }, (error, addresses) => done(error, addresses));

/** One address that is not allowed refuses the name: which of them is connected to would be chance. */
export function guardLookup(lookup: Lookup, allows: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    lookup(host, (error, addresses) => {
      if (error) return done(error, []);
      const inside = addresses.find(({ address }) => !allows(address));
      if (inside || addresses.length === 0)
        return done(
          refused(host, `it leads to ${inside?.address ?? 'nowhere'}, not to a public address`),
          [],
        );
      if (options.all) return done(null, addresses);
      return done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

interface Sending extends Omit<SafeRequest, 'url' | 'signal' | 'maxBytes'> {
  readonly url: URL;
  readonly lookup: LookupFunction;
  readonly allows: (address: string) => boolean;
  readonly signal: AbortSignal;
}

function send(sending: Sending): Promise<IncomingMessage> {
  const { url, method = 'GET', body, signal, lookup, allows } = sending;
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const options: RequestOptions = {
    method,
    headers: {
      ...sending.headers,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
    lookup,
    signal,
    // A connection of an earlier request was checked for that one.
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(unreachable(url, error, signal));
    let sent: ClientRequest;
    try {
      sent = request(url, options);
    } catch (error) {
      return fail(error);
    }
    sent.once('socket', (socket) =>
      socket.once('connect', () => {
        const address = socket.remoteAddress ?? '';
        if (!allows(address)) sent.destroy(refused(url.host, `it leads to ${address}`));
      }),
    );
    sent.once('response', resolve);
    sent.on('error', fail);
    sent.end(body);
  });
}

function unreachable(url: URL, error: unknown, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  const late = signal.aborted && (signal.reason as Error | undefined)?.name === 'TimeoutError';
  const reason = late ? 'no answer in time' : error instanceof Error ? error.message : String(error);
  return new AppError('address.unreachable', {
    message: `${url.host} could not be reached: ${reason}`,
    params: { host: url.host, reason },
    status: 422,
    cause: error,
    retryable: true,
  });
}

/** What was posted is posted again only where the answer says so; to turn it into a GET would lose it. */
function redirectOf(response: IncomingMessage, from: URL, method: string): string | null {
  const following = method === 'GET' ? [301, 302, 303, 307, 308] : [307, 308];
  const { location } = response.headers;
  if (!location || !following.includes(response.statusCode!) || !URL.canParse(location, from.href))
    return null;
  return new URL(location, from.href).href;
}

async function read(
  response: IncomingMessage,
  request: SafeRequest,
  url: URL,
  signal: AbortSignal,
): Promise<Omit<SafeAnswer, 'url'>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= request.maxBytes) continue;
      if (!request.cut) throw tooLarge(url, request.maxBytes);
      break;
    }
  } catch (error) {
    throw unreachable(url, error, signal);
  } finally {
    response.destroy();
  }
  return {
    status: response.statusCode!,
    headers: response.headers,
    body: Buffer.concat(chunks).subarray(0, request.maxBytes),
  };
}

const tooLarge = (url: URL, maxBytes: number): AppError =>
  new AppError('address.too_large', {
    message: `The answer of ${url.host} is longer than ${maxBytes} bytes`,
    params: { host: url.host, maxBytes },
    status: 422,
  });

const without = (
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !names.some((secret) => secret.toLowerCase() === name.toLowerCase()),
    ),
  );
