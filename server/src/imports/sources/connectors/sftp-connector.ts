import { createHash, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path/posix';
import type { Client, ConnectConfig, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import { AppError } from '../../../platform/errors.ts';
import type { SafeAddresses } from '../../../platform/http/safe-address.ts';
import { fitsPattern, isPartialName } from '../file-names.ts';
import { asSourceError, folderMissing, notReachable, signInRefused, tooManyFiles } from '../source-errors.ts';
import type { SftpSettings } from '../source-settings.ts';
import { ANSWER_MS, MOST_LISTED, type Connector, type RemoteFile } from './connector.ts';

const DEFAULT_PORT = 22;
/** Answer of a server to a read behind the last entry (draft-ietf-secsh-filexfer-02). */
const END_OF_LIST = 1;

/** SFTP. The server's key is the one named in the settings, else the one of the first connection. */
export function createSftpConnector(addresses: SafeAddresses): Connector<SftpSettings> {
  return async ({ settings, secret }, { signal, cursor }) => {
    const socket = await addresses.connect({
      host: settings.host,
      port: settings.port ?? DEFAULT_PORT,
      timeoutMs: ANSWER_MS,
      signal,
    });
    const { default: ssh2 } = await import('ssh2');
    const client = new ssh2.Client();
    const key = expectKey(settings, cursor);
    const stop = (): void => void client.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await signIn(client, {
        sock: socket,
        username: settings.user,
        ...credentials(secret),
        readyTimeout: ANSWER_MS,
        keepaliveInterval: 10_000,
        hostVerifier: key.verify,
      });
    } catch (error) {
      client.destroy();
      throw key.problem() ?? errorOf(settings.host, error);
    }
    const sftp = await answer<SFTPWrapper>(settings.host, (done) => client.sftp(done));
    return {
      cursor: { hostKey: key.seen() },
      grows: true,
      list: () => listFolder(sftp, settings),
      open: async (file) => sftp.createReadStream(join(settings.folder, file.id)),
      versionOf: async (file) => {
        const path = join(settings.folder, file.id);
        const info = await answer<Stats>(settings.host, (done) => sftp.stat(path, done)).catch(() => null);
        return info && versionOf(info);
      },
      async close() {
        signal.removeEventListener('abort', stop);
        client.end();
      },
    };
  };
}

const credentials = (secret: Readonly<Record<string, string>>): Partial<ConnectConfig> => ({
  ...(secret['password'] ? { password: secret['password'] } : {}),
  ...(secret['privateKey'] ? { privateKey: secret['privateKey'] } : {}),
  ...(secret['passphrase'] ? { passphrase: secret['passphrase'] } : {}),
});

function signIn(client: Client, config: ConnectConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('ready', resolve);
    client.once('close', () => reject(new Error('the connection was closed')));
    // Stays: a line that breaks later ends the transfers, not the process.
    client.on('error', reject);
    client.connect(config);
  });
}

/** Trusted at first use where nobody named it; from then on another key is another server. */
function expectKey(settings: SftpSettings, cursor: Readonly<Record<string, unknown>>) {
  const known = settings.hostKey ?? (typeof cursor['hostKey'] === 'string' ? cursor['hostKey'] : null);
  let seen = '';
  return {
    verify(key: Buffer): boolean {
      seen = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
      return known === null || isSame(seen, known);
    },
    seen: () => seen,
    problem: (): AppError | null =>
      known === null || seen === '' || isSame(seen, known)
        ? null
        : new AppError('sources.host_key_changed', {
            message: `${settings.host} shows the key ${seen} instead of ${known}: ask its operator, and if he changed it, enter the new one as hostKey`,
            params: { host: settings.host, expected: known, seen },
          }),
  };
}

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other.replace(/=+$/, ''))];
  return a.length === b.length && timingSafeEqual(a, b);
};

async function listFolder(sftp: SFTPWrapper, settings: SftpSettings): Promise<RemoteFile[]> {
  const { host, folder } = settings;
  const handle = await answer<Buffer>(host, (done) => sftp.opendir(folder, done)).catch((error: unknown) => {
    throw (error as { code?: number }).code === undefined ? error : folderMissing(host, folder, error);
  });
  const found: RemoteFile[] = [];
  for (let listed = 0; ;) {
    const entries = await answer<FileEntryWithStats[]>(host, (done) => sftp.readdir(handle, done)).catch(
      (error: unknown) => {
        if ((error as { code?: number }).code === END_OF_LIST) return [];
        throw errorOf(host, error);
      },
    );
    if (entries.length === 0) break;
    listed += entries.length;
    if (listed > MOST_LISTED) throw tooManyFiles(host, MOST_LISTED);
    found.push(
      ...entries
        .filter(({ filename, attrs }) => attrs.isFile() && isWanted(filename, settings.pattern))
        .map(remoteFile),
    );
  }
  sftp.close(handle, () => undefined);
  return found.sort((a, b) => a.modifiedAt!.getTime() - b.modifiedAt!.getTime());
}

const isWanted = (name: string, pattern: string): boolean =>
  !/[/\p{Cc}]/u.test(name) && !isPartialName(name) && fitsPattern(name, pattern);

const remoteFile = ({ filename, attrs }: FileEntryWithStats): RemoteFile => ({
  id: filename,
  name: filename,
  version: versionOf(attrs),
  bytes: attrs.size,
  modifiedAt: new Date(attrs.mtime * 1000),
});

const versionOf = ({ size, mtime }: { size: number; mtime: number }): string => `${size}:${mtime}`;

/** A call of the protocol; a server that never answers is no longer waited for. */
function answer<Value>(
  host: string,
  call: (done: (error: Error | undefined | null, value: Value) => void) => unknown,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(notReachable(host, new Error('no answer in time'))), ANSWER_MS);
    call((error, value) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve(value);
    });
  });
}

function errorOf(host: string, error: unknown): Error {
  const { level, message } = error as { level?: string; message?: string };
  if (level === 'client-authentication') return signInRefused(host, message ?? '', error);
  if (/private key|passphrase|key format/i.test(message ?? ''))
    return new AppError('sources.key_unreadable', {
      message: `The private key of the source cannot be read: ${message}; enter it in OpenSSH or PEM form, with its passphrase`,
      params: { host },
      cause: error,
    });
  return asSourceError(host, error);
}
