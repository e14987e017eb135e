import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { until } from './until.ts';

/** Where Debian puts the programs of servers, which is not on everybody's path. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;

export interface ServerProgram {
  /** It and all processes it made, without notice. */
  kill(): Promise<void>;
}

/** Starts a server of the system in the foreground, and waits until its port answers. */
export async function startProgram(
  name: string,
  args: readonly string[],
  port: number,
): Promise<ServerProgram> {
  const path = spawnSync('sh', ['-c', `command -v ${name}`], {
    env: { PATH },
    encoding: 'utf8',
  }).stdout.trim();
  if (!path) throw new Error(`${name} is missing: npm run test:setup`);
  // By its whole path, which sshd insists on.
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const answers = await until(
    () => isOpen(port),
    (open) => open || child.exitCode !== null,
    10,
  );
  if (!answers) throw new Error(`${name} does not answer on port ${port}: ${said}`);
  return { kill: () => killAll(child) };
}

async function killAll(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  for (const pid of withDescendants(child.pid!)) process.kill(pid, 'SIGKILL');
  await exited;
}

/** Servers make a process for each connection, some of them in a session of its own. */
function withDescendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [
    pid,
    ...(children === '' ? [] : children.split(' ').flatMap((child) => withDescendants(Number(child)))),
  ];
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(socket.destroy() !== null));
    socket.once('error', () => resolve(false));
  });
}

export interface TestCertificate {
  readonly certPath: string;
  readonly keyPath: string;
  readonly pem: string;
}

/** A certificate of this machine that nobody vouches for but itself. */
export function makeCertificate(folder: string): TestCertificate {
  const [certPath, keyPath] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  execFileSync(
    'openssl',
    // prettier-ignore
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout', keyPath, '-out', certPath],
    { stdio: 'ignore' },
  );
  return { certPath, keyPath, pem: readFileSync(certPath, 'utf8') };
}

/** Files of servers that ran as other users. */
export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
