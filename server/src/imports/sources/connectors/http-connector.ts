import { AppError } from '../../../platform/errors.ts';
import type { SafeOpen, SafeResponse } from '../../../platform/http/safe-fetch.ts';
import { plainName } from '../file-names.ts';
import { notReachable, signInRefused } from '../source-errors.ts';
import type { HttpSettings } from '../source-settings.ts';
import { ANSWER_MS, type Connection, type Connector, type RemoteFile } from './connector.ts';

/** For all of a download; a line that brings nothing ends far earlier. */
const DOWNLOAD_MS = 30 * 60_000;

/** One address, asked whether it changed since. */
export function createHttpConnector(openSafely: SafeOpen, now: () => Date): Connector<HttpSettings> {
  return async ({ settings, secret }, { signal, cursor }) => {
    const known = cursor['url'] === settings.url ? cursor : {};
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new DOMException('', 'TimeoutError')), ANSWER_MS);
    const head = AbortSignal.any([signal, silence.signal]);
    const response = await openSafely({
      url: settings.url,
      headers: { ...credentials(settings, secret), ...conditions(known), accept: '*/*' },
      ...(settings.headerName ? { secretHeaders: [settings.headerName] } : {}),
      timeoutMs: DOWNLOAD_MS,
      signal: head,
    }).finally(() => clearTimeout(timer));
    const again = (): Promise<SafeResponse> =>
      openSafely({
        url: settings.url,
        headers: { ...credentials(settings, secret), accept: '*/*' },
        ...(settings.headerName ? { secretHeaders: [settings.headerName] } : {}),
        timeoutMs: ANSWER_MS,
        signal,
      });
    return connectionOf(settings, response, { known, at: now(), again });
  };
}

/**
 * True where what came is but the beginning of what is there by now: a server hands out a file that somebody is still
 * writing with the length it has, and nothing in that answer tells. A feed made anew for each request may differ
 * each time, so only one that is longer under another mark counts.
 */
async function hasGrown(first: SafeResponse, again: () => Promise<SafeResponse>): Promise<boolean> {
  const before = lengthOf(first);
  if (before === null || markOf(first) === '') return false;
  const second = await again();
  second.body.destroy();
  const after = lengthOf(second);
  return second.status === 200 && after !== null && after > before && markOf(second) !== markOf(first);
}

const markOf = ({ headers }: SafeResponse): string => headers.etag ?? headers['last-modified'] ?? '';

function lengthOf({ headers }: SafeResponse): number | null {
  const length = headers['content-length'];
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function connectionOf(
  settings: HttpSettings,
  response: SafeResponse,
  {
    known,
    at,
    again,
  }: { known: Readonly<Record<string, unknown>>; at: Date; again: () => Promise<SafeResponse> },
): Connection {
  const unchanged = response.status === 304;
  if (!unchanged) requireContent(response);
  const { etag, 'last-modified': lastModified } = response.headers;
  return {
    cursor: unchanged ? known : { url: settings.url, etag: etag ?? null, lastModified: lastModified ?? null },
    list: async () => (unchanged ? [] : [remoteFile(settings.url, response, lastModified, at)]),
    open: async () => response.body,
    versionOf: async (file) => ((await hasGrown(response, again)) ? null : file.version),
    close: async () => void response.body.destroy(),
  };
}

const remoteFile = (
  url: string,
  response: SafeResponse,
  lastModified: string | undefined,
  at: Date,
): RemoteFile => {
  const modified = lastModified ? new Date(lastModified) : null;
  return {
    id: url,
    name: nameOf(response),
    // That it changed was asked already; a feed that goes back to what it was is new again.
    version: `at ${at.toISOString()}`,
    bytes: lengthOf(response),
    modifiedAt: modified && !Number.isNaN(modified.getTime()) ? modified : null,
  };
};

function credentials(
  settings: HttpSettings,
  secret: Readonly<Record<string, string>>,
): Record<string, string> {
  if (secret['token']) return { authorization: `Bearer ${secret['token']}` };
  if (settings.headerName && secret['header']) return { [settings.headerName]: secret['header'] };
  if (settings.user === undefined) return {};
  const pair = Buffer.from(`${settings.user}:${secret['password'] ?? ''}`, 'utf8').toString('base64');
  return { authorization: `Basic ${pair}` };
}

function conditions(known: Readonly<Record<string, unknown>>): Record<string, string> {
  const { etag, lastModified } = known;
  return {
    ...(typeof etag === 'string' ? { 'if-none-match': etag } : {}),
    ...(typeof lastModified === 'string' ? { 'if-modified-since': lastModified } : {}),
  };
}

function requireContent({ status, url, body }: SafeResponse): void {
  if (status === 200) return;
  body.destroy();
  const { host } = new URL(url);
  if (status === 401 || status === 403) throw signInRefused(host, `HTTP ${status}`);
  if (status === 429 || status >= 500) throw notReachable(host, new Error(`HTTP ${status}`));
  throw new AppError('sources.http_status', {
    message: `${host} answers HTTP ${status} instead of a file; correct the address in the source`,
    params: { host, status },
  });
}

/** As the server calls it, else the last part of the address. */
function nameOf({ headers, url }: SafeResponse): string {
  const given = /filename="?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1];
  return plainName(given ?? decodeSafely(new URL(url).pathname));
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
