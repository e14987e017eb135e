// What the tests need beyond npm: PostgreSQL comes from npm, Redis from the system.
import { spawnSync } from 'node:child_process';

const packages = { mkfifo: 'coreutils', sh: 'coreutils', 'redis-server': 'redis-server' };
const listMissing = () =>
  Object.keys(packages).filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);

const isRoot = process.getuid?.() === 0;
const hasApt = spawnSync('apt-get', ['--version']).error === undefined;
if (listMissing().length > 0 && isRoot && hasApt) {
  const wanted = [...new Set(listMissing().map((tool) => packages[tool]))];
  console.log(`Installing ${wanted.join(', ')}`);
  // The tests start servers of their own: at this run level Debian's does not start with its package.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = (args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (install(['install', '-y', ...wanted]).status !== 0) {
    install(['update']);
    install(['install', '-y', ...wanted]);
  }
}

const missing = listMissing();
if (missing.length > 0) {
  const wanted = [...new Set(missing.map((tool) => packages[tool]))];
  console.error(`Missing: ${missing.join(', ')} (Debian and Ubuntu: apt-get install ${wanted.join(' ')})`);
  process.exit(1);
}
console.log('The tests have all they need.');
