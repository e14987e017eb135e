// `npm test` and `npm run test:full`: runs the test files and closes with one line of the real counts.
//   npm test -- server/src/catalog/gtin.test.ts     one file
//   npm test -- catalog/                            every file with this in its path
import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const args = process.argv.slice(2);
const full = args.includes('--full');
const named = args.filter((arg) => !arg.startsWith('--'));

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Node ${process.version}: run the tests by \`npm test\`, which takes the Node 24 that npm installed`,
  );
  process.exit(1);
}

const all = globSync(
  [
    'server/src/**/*.test.ts',
    'server/test/**/*.test.ts',
    'web/test/**/*.test.ts',
    'bench/**/*.test.ts',
    'tools/**/*.test.mjs',
    'web/features/**/*.test.mjs',
  ],
  { cwd: root, exclude: ['**/node_modules/**'] },
).map((file) => resolve(root, file));
const files = named.length > 0 ? named.flatMap(filesNamed) : all.filter((file) => full || !isLong(file));

/** Long sweeps run in `npm run test:full` only, or when named. */
function isLong(file) {
  return file.endsWith('.full.test.ts');
}

function filesNamed(name) {
  if (existsSync(resolve(name)) && /\.test\.m?[jt]s$/.test(name)) return [resolve(name)];
  const found = all.filter((file) => file.slice(root.length).includes(name));
  if (found.length === 0) {
    console.error(`No test file has "${name}" in its path`);
    process.exit(1);
  }
  return found;
}

// In the environment, so that it also holds in the processes that tests start.
const loopbackOnly = new URL('loopback-only.mjs', import.meta.url).href;
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import ${loopbackOnly}`.trim();

// Of two files that start the program at once, each would build the pages.
if (files.some((file) => isLong(file) && file.startsWith(resolve(root, 'web')))) {
  const { buildOnce } = await import('../../web/server.mjs');
  await buildOnce();
}

const counts = { passed: 0, failed: 0, skipped: 0 };
const stream = run({
  files,
  // Two files at a time: each may have a database server of its own beside it.
  concurrency: 2,
  timeout: 20 * 60_000,
});
stream.on('test:pass', (event) => count('passed', event));
stream.on('test:fail', (event) => count('failed', event));
stream.on('end', () => {
  // The reporter still writes its list of failures; the counts close the output.
  setTimeout(() => {
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
  }, 200);
});
stream.compose(new spec()).pipe(process.stdout);

/** Suites are containers: what counts are the tests in them. */
function count(kind, event) {
  if (event.details?.type === 'suite' || event.file === undefined) return;
  if (event.skip !== undefined || event.todo !== undefined) {
    counts.skipped++;
  } else if (kind === 'passed' && event.nesting === 0 && resolve(event.name) === event.file) {
    // The runner reports a file in which no test was declared as one passed test.
    counts.failed++;
    console.log(`✖ ${event.name}: holds no test`);
  } else {
    counts[kind]++;
  }
}
