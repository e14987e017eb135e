import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { removeFolder, startProgram } from './server-program.ts';

export interface TestSftpServer {
  readonly port: number;
  readonly folder: string;
  readonly user: string;
  readonly privateKey: string;
  /** As the server shows it, for `hostKey`. */
  readonly hostKey: string;
  close(): Promise<void>;
}

const makeKey = (path: string): string => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', path]);
  return readFileSync(path, 'utf8');
};

/** OpenSSH for the user the tests run as, with keys of its own; it gives out files and no shell. */
export async function startSftpServer(): Promise<TestSftpServer> {
  const home = mkdtempSync(join(tmpdir(), 'pm-sftp-'));
  const folder = join(home, 'files');
  mkdirSync(folder);
  const privateKey = makeKey(join(home, 'user-key'));
  makeKey(join(home, 'host-key'));
  const [, hostKey = ''] = execFileSync('ssh-keygen', ['-lf', join(home, 'host-key.pub')], {
    encoding: 'utf8',
  }).split(' ');
  const port = await freePort();
  const config = join(home, 'sshd_config');
  writeFileSync(
    config,
    `ListenAddress 127.0.0.1:${port}
HostKey ${join(home, 'host-key')}
AuthorizedKeysFile ${join(home, 'user-key.pub')}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication yes
PermitRootLogin yes
ForceCommand internal-sftp
Subsystem sftp internal-sftp
`,
  );
  // Privilege separation of root's sshd stands on it; a service would make it at the start of the system.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const program = await startProgram('sshd', ['-D', '-e', '-f', config], port);
  return {
    port,
    folder,
    user: userInfo().username,
    privateKey,
    hostKey,
    async close() {
      await program.kill();
      removeFolder(home);
    },
  };
}
