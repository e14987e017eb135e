// `npm run check`: every check runs, also after one failed, and each says what it found.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const checks = [
  ['format', ['prettier', '--check', '--cache', '--cache-strategy', 'content', '--log-level', 'warn', '.']],
  ['lint', ['oxlint', '--deny-warnings', 'server', 'web', 'bench', 'packages', 'tools']],
  ['types: server', ['tsc', '-p', 'server']],
  ['types: bench', ['tsc', '-p', 'bench']],
  ['types: api-client', ['tsc', '-p', 'packages/api-client']],
  ['types: web', ['tsc', '-p', 'web']],
  ['domain borders', ['node', 'tools/check/borders.mjs']],
  ['unused code', ['knip']],
  ['generated files', ['node', 'tools/check/generated.mjs']],
];

let failed = 0;
for (const [name, [command, ...args]] of checks) {
  const started = performance.now();
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  const ok = result.status === 0;
  if (!ok) failed++;
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(20)} ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  if (!ok) console.log(`${result.stdout}${result.stderr}`.replace(/^/gm, '       '));
}
console.log(failed === 0 ? `${checks.length} checks passed` : `${failed} of ${checks.length} checks failed`);
process.exit(failed === 0 ? 0 : 1);
