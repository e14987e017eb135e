// `npm test` and `npm run test:full`: runs the test files and closes with one line of the real counts.
import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const args = process.argv.slice(2);
const full = args.includes('--full');
const named = args.filter((arg) => !arg.startsWith('--'));
const files = named.length
  ? named
  : globSync(['server/src/**/*.test.ts', 'server/test/**/*.test.ts', 'bench/**/*.test.ts'], { cwd: root })
      .filter((file) => full || !file.endsWith('.full.test.ts'))
      .map((file) => root + file);

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Node ${process.version}: run the tests by \`npm test\`, which takes the Node 24 that npm installed`,
  );
  process.exit(1);
}
const counts = { passed: 0, failed: 0, skipped: 0 };
const stream = run({
  files,
  // Two files at a time: each may have a database server of its own beside it.
  concurrency: 2,
  timeout: 20 * 60_000,
  execArgv: ['--import', fileURLToPath(new URL('loopback-only.mjs', import.meta.url))],
});
const count = (kind) => (event) => {
  // Files and suites are containers; what counts are the tests in them.
  if (event.details?.type === 'suite' || event.file === undefined) return;
  if (event.skip !== undefined || event.todo !== undefined) counts.skipped++;
  else counts[kind]++;
};
stream.on('test:pass', count('passed'));
stream.on('test:fail', count('failed'));
stream.on('end', () => {
  setTimeout(() => {
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
  }, 200);
});
stream.compose(new spec()).pipe(process.stdout);
