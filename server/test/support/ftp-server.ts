import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { makeCertificate, removeFolder, startProgram, type ServerProgram } from './server-program.ts';

export interface TestFtpServer {
  readonly port: number;
  readonly folder: string;
  readonly certificate: string;
  readonly user: string;
  readonly password: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** vsftpd, whose one user needs none of the system: "anonymous" with a password from a list. */
export async function startFtpServer(options: {
  security: 'none' | 'explicit' | 'implicit';
  /** Bytes a second, for transfers that can be met half-way. */
  rate?: number;
}): Promise<TestFtpServer> {
  const home = mkdtempSync(join(tmpdir(), 'pm-ftp-'));
  chmodSync(home, 0o755);
  const [folder, empty, passwords] = [join(home, 'files'), join(home, 'empty'), join(home, 'passwords')];
  for (const path of [folder, empty]) mkdirSync(path, { mode: 0o755 });
  const certificate = makeCertificate(home);
  const port = await freePort();
  const password = 'right password';
  writeFileSync(passwords, `${password}\n`, { mode: 0o600 });
  const secure = options.security !== 'none';
  const settings = {
    listen: true,
    background: false,
    listen_address: '127.0.0.1',
    listen_port: port,
    anonymous_enable: true,
    local_enable: false,
    secure_email_list_enable: true,
    email_password_file: passwords,
    // Its home has to exist, though nothing is done there.
    ftp_username: 'daemon',
    anon_root: folder,
    secure_chroot_dir: empty,
    // Debian's kernels refuse what the sandbox of vsftpd asks for inside some containers.
    seccomp_sandbox: false,
    isolate: false,
    isolate_network: false,
    delay_failed_login: 0,
    anon_max_rate: options.rate ?? 0,
    ssl_enable: secure,
    ...(secure
      ? {
          allow_anon_ssl: true,
          force_anon_logins_ssl: true,
          force_anon_data_ssl: true,
          require_ssl_reuse: true,
          ssl_ciphers: 'HIGH',
          implicit_ssl: options.security === 'implicit',
          rsa_cert_file: certificate.certPath,
          rsa_private_key_file: certificate.keyPath,
        }
      : {}),
  };
  const config = join(home, 'vsftpd.conf');
  const shown = (value: unknown): string =>
    typeof value === 'boolean' ? (value ? 'YES' : 'NO') : String(value);
  writeFileSync(
    config,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${shown(value)}\n`)
      .join(''),
  );
  const start = (): Promise<ServerProgram> => startProgram('vsftpd', [config], port);
  let program = await start();
  return {
    port,
    folder,
    certificate: certificate.pem,
    user: 'anonymous',
    password,
    kill: () => program.kill(),
    async restart() {
      program = await start();
    },
    async close() {
      await program.kill();
      removeFolder(home);
    },
  };
}
