// What the tests need beyond npm: PostgreSQL comes from npm; Redis, the servers files are fetched from and the browser
// from the system.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

const packages = {
  mkfifo: 'coreutils',
  sh: 'coreutils',
  'redis-server': 'redis-server',
  vsftpd: 'vsftpd',
  sshd: 'openssh-server',
  'ssh-keygen': 'openssh-client',
  dovecot: 'dovecot-imapd',
  openssl: 'openssl',
  chromium: 'chromium',
};
// Debian keeps servers where not everybody looks.
const PATH = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;
const listMissing = () =>
  Object.keys(packages).filter(
    (tool) => spawnSync('sh', ['-c', `command -v ${tool}`], { env: { PATH } }).status !== 0,
  );

const isRoot = process.getuid?.() === 0;
const hasApt = spawnSync('apt-get', ['--version']).error === undefined;
if (listMissing().length > 0 && isRoot && hasApt) {
  const wanted = [...new Set(listMissing().map((tool) => packages[tool]))];
  console.log(`Installing ${wanted.join(', ')}`);
  // The tests start servers of their own: Debian's do not start with their packages at this run level, and by this
  // policy where systemd starts them.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const policy = '/usr/sbin/policy-rc.d';
  const own = !existsSync(policy);
  if (own) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const run = (args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const install = () => run(['install', '-y', '--no-install-recommends', ...wanted]);
  if (install().status !== 0) {
    run(['update']);
    install();
  }
  if (own) rmSync(policy);
}

const missing = listMissing();
if (missing.length > 0) {
  const wanted = [...new Set(missing.map((tool) => packages[tool]))];
  console.error(`Missing: ${missing.join(', ')} (Debian and Ubuntu: apt-get install ${wanted.join(' ')})`);
  process.exit(1);
}
console.log('The tests have all they need.');
