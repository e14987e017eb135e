import { isIP } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Client, FileInfo } from 'basic-ftp';
import type { SafeAddresses } from '../../../platform/http/safe-address.ts';
import { fitsPattern, isPartialName } from '../file-names.ts';
import { asSourceError, folderMissing, signInRefused, tooManyFiles } from '../source-errors.ts';
import type { FtpSettings } from '../source-settings.ts';
import { ANSWER_MS, MOST_LISTED, type Connector, type RemoteFile } from './connector.ts';

/** Servers without MLSD are asked for the time of each file. */
const MOST_ASKED = 5_000;
const DEFAULT_PORT = 21;
const IMPLICIT_PORT = 990;

/** FTP, and FTPS with TLS from the start or after AUTH. Always passive, to the host of the control connection. */
export function createFtpConnector(addresses: SafeAddresses): Connector<FtpSettings> {
  return async ({ settings, secret }, { signal }) => {
    const address = await addresses.resolve(settings.host);
    const { Client: FtpClient } = await import('basic-ftp');
    const client = new FtpClient(ANSWER_MS);
    const stop = (): void => client.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await signIn(client, address, settings, secret['password'] ?? '');
    } catch (error) {
      client.close();
      throw errorOf(settings.host, error);
    }
    const pathOf = (name: string): string => `${settings.folder.replace(/\/+$/, '')}/${name}`;
    return {
      cursor: {},
      grows: true,
      list: () => listFolder(client, settings, pathOf),
      open: async (file) => download(client, settings.host, pathOf(file.id)),
      versionOf: async (file) => {
        const found = await sizeAndTime(client, pathOf(file.id)).catch(() => null);
        return found && versionOf(found.size, found.modifiedAt);
      },
      async close() {
        signal.removeEventListener('abort', stop);
        client.close();
      },
    };
  };
}

async function signIn(
  client: Client,
  address: string,
  settings: FtpSettings,
  password: string,
): Promise<void> {
  const implicit = settings.security === 'implicit';
  await client.access({
    host: address,
    port: settings.port ?? (implicit ? IMPLICIT_PORT : DEFAULT_PORT),
    user: settings.user,
    password,
    secure: implicit ? 'implicit' : settings.security === 'explicit',
    // The certificate is the name's, though the address was checked beforehand.
    secureOptions: {
      host: settings.host,
      // An IP address is no server name (RFC 6066).
      ...(isIP(settings.host) ? {} : { servername: settings.host }),
      ...(settings.caCertificate ? { ca: settings.caCertificate } : {}),
    },
  });
}

async function listFolder(
  client: Client,
  settings: FtpSettings,
  pathOf: (name: string) => string,
): Promise<RemoteFile[]> {
  const all = await client.list(settings.folder).catch((error: unknown) => {
    const refused = (error as { code?: number }).code === 550;
    throw refused ? folderMissing(settings.host, settings.folder, error) : errorOf(settings.host, error);
  });
  const fitting = all.filter(({ isFile, name }) => isFile && isWanted(name, settings.pattern));
  const withoutTimes = fitting.some(({ modifiedAt }) => modifiedAt === undefined);
  const most = withoutTimes ? MOST_ASKED : MOST_LISTED;
  if (fitting.length > most) throw tooManyFiles(settings.host, most);
  const found: RemoteFile[] = [];
  for (const info of fitting) {
    const file = await remoteFile(client, info, pathOf).catch((error: unknown) => {
      // Gone since the list was made; what the server does not answer at all ends the poll.
      if (client.closed) throw errorOf(settings.host, error);
      return null;
    });
    if (file) found.push(file);
  }
  return found.sort((a, b) => a.modifiedAt!.getTime() - b.modifiedAt!.getTime());
}

const isWanted = (name: string, pattern: string): boolean =>
  !/[/\\\p{Cc}]/u.test(name) && !isPartialName(name) && fitsPattern(name, pattern);

async function remoteFile(
  client: Client,
  { name, size, modifiedAt }: FileInfo,
  pathOf: (name: string) => string,
): Promise<RemoteFile> {
  const known = modifiedAt ? { size, modifiedAt } : await sizeAndTime(client, pathOf(name));
  return {
    id: name,
    name,
    version: versionOf(known.size, known.modifiedAt),
    bytes: known.size,
    modifiedAt: known.modifiedAt,
  };
}

async function sizeAndTime(client: Client, path: string): Promise<{ size: number; modifiedAt: Date }> {
  const size = await client.size(path);
  return { size, modifiedAt: await client.lastMod(path) };
}

const versionOf = (size: number, modifiedAt: Date): string => `${size}:${modifiedAt.getTime()}`;

function download(client: Client, host: string, path: string): PassThrough {
  const stream = new PassThrough();
  client.downloadTo(stream, path).catch((error: unknown) => stream.destroy(errorOf(host, error)));
  return stream;
}

/** 530: not logged in (RFC 959); 331 and 332 left without an answer are the same. */
function errorOf(host: string, error: unknown): Error {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === 530 || code === 331 || code === 332) return signInRefused(host, message ?? '', error);
  return asSourceError(host, error);
}
