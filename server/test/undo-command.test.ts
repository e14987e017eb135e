import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand, type CommandResult } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';

let installation: TestInstallation;
before(async () => {
  installation = await createInstallation();
});
after(() => installation.remove());

const run = (...args: string[]): Promise<CommandResult> =>
  runCommand([...args, '--data-dir', installation.dataDir]);

async function importPrice(supplier: string, price: string): Promise<string> {
  const path = join(installation.dataDir, 'file.csv');
  writeFileSync(path, `Référence;Désignation;Prix TTC\nA-1;Lampe;${price}\n`);
  const result = await run('import', path, '--supplier', supplier, '--create-supplier', '--json');
  assert.equal(result.code, 0, result.stderr);
  return (JSON.parse(result.stdout) as { operationId: string }).operationId;
}

test('what is asked for wrongly says how to ask', async () => {
  for (const [args, code, said] of [
    [[], 2, /--since TIME/],
    [['01900000-0000-7000-8000-000000000000', '--since', '2026-01-01'], 2, /--since TIME/],
    [['the-last-one'], 2, /no operation id/],
    [['--since', 'yesterday'], 2, /2026-11-27T08:30:00Z/],
    [['01900000-0000-7000-8000-000000000000', '--supplier', 'Alpha'], 2, /goes with --since/],
    [['01900000-0000-7000-8000-000000000000'], 1, /There is no operation/],
    [['--since', '2026-01-01', '--supplier', 'Nobody'], 1, /There is no supplier "Nobody"/],
  ] as const) {
    const result = await run('undo', ...args);
    assert.equal(result.code, code, args.join(' '));
    assert.match(result.stderr, said, args.join(' '));
  }
});

test('an operation is previewed, undone and brought back', async () => {
  const first = await importPrice('Alpha', '1,00');
  const next = await importPrice('Alpha', '2,00');
  const preview = await run('undo', next, '--dry-run');
  assert.equal(preview.code, 0, preview.stderr);
  assert.match(preview.stdout, /would undo 1 operation: 0 products deleted, 1 walked back/);
  assert.match(preview.stdout, /ALPHA-A-1 {2}price\.sale:EUR: 2\.00 → 1\.00/);

  const kept = await run('undo', first, '--json');
  const { conflicts, counts } = JSON.parse(kept.stdout) as {
    conflicts: { sku: string; reason: string; by: string }[];
    counts: { deleted: number; kept: number };
  };
  assert.deepEqual([counts.deleted, counts.kept], [0, 1]);
  assert.deepEqual(
    conflicts.map(({ sku, reason, by }) => [sku, reason, by]),
    [['ALPHA-A-1', 'product.changed_since', 'command line']],
  );
  const undone = await run('undo', next);
  assert.match(undone.stdout, /undone by operation [0-9a-f-]{36} in .* 1 walked back/);
  const again = await run('undo', next);
  assert.deepEqual([again.code, /was undone by/.test(again.stderr)], [1, true]);
});

test('all of one supplier since a moment', async () => {
  const since = new Date().toISOString();
  await importPrice('Omega', '1,00');
  await importPrice('Omega', '2,00');
  const preview = await run('undo', '--since', since, '--supplier', 'Omega', '--dry-run', '--json');
  const shown = JSON.parse(preview.stdout) as { operations: string[]; counts: { deleted: number } };
  assert.deepEqual([shown.operations.length, shown.counts.deleted], [2, 1]);
  const undone = await run('undo', '--since', since, '--supplier', 'Omega', '--json');
  assert.equal((JSON.parse(undone.stdout) as typeof shown).counts.deleted, 1);
  const nothing = await run('undo', '--since', since, '--supplier', 'Omega');
  assert.deepEqual([nothing.code, /Nothing was changed/.test(nothing.stderr)], [1, true]);
});
