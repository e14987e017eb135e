// `npm run check`: every check runs, also after one failed, and each says what it found.
// `npm run check -- lint types` runs those with such a name.
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
  ['types: web tests', ['tsc', '-p', 'web/test']],
  ['domain borders', ['node', 'tools/check/borders.mjs']],
  ['unused code', ['knip']],
  ['generated files', ['node', 'tools/check/generated.mjs']],
];

const named = process.argv.slice(2);
const chosen = checks.filter(([name]) => named.length === 0 || named.some((part) => name.includes(part)));
if (chosen.length === 0) {
  console.error(`There is no check ${named.join(', ')}; checks: ${checks.map(([name]) => name).join(', ')}`);
  process.exit(1);
}

let failed = 0;
for (const [name, [command, ...args]] of chosen) {
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
  const said = result.error?.message ?? `${result.stdout}${result.stderr}`;
  if (!ok) console.log(said.replace(/^/gm, '       '));
}
console.log(failed === 0 ? `${chosen.length} checks passed` : `${failed} of ${chosen.length} checks failed`);
process.exit(failed === 0 ? 0 : 1);
