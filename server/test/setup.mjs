// What the tests need beyond npm. PostgreSQL comes from npm; the file generator of the benchmark needs nothing.
import { spawnSync } from 'node:child_process';

const needed = ['mkfifo', 'sh'];
const missing = needed.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
if (missing.length > 0) {
  console.error(`Missing: ${missing.join(', ')} (Debian and Ubuntu: apt-get install coreutils)`);
  process.exit(1);
}
console.log('Nothing to install: the tests use what npm ci brought.');
