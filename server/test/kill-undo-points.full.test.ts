import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCommand } from './support/command-line.ts';
import { createUndoneCatalogue } from './support/undone-catalogue.ts';

let catalogue: Awaited<ReturnType<typeof createUndoneCatalogue>>;
before(async () => {
  catalogue = await createUndoneCatalogue();
});
after(() => catalogue.remove());

for (const point of ['undo-planned', 'undo-batch:1', 'undo-batch:2', 'undo-applied', 'undo-finished'])
  test(`killed at ${point}, the next undo ends like a clean one`, async () => {
    await catalogue.restore();
    for (const [operation, expected] of catalogue.undos) {
      const killed = await runCommand(catalogue.args(operation), { TEST_KILL_AT: point });
      assert.equal(killed.signal, 'SIGKILL', killed.stderr);
      await catalogue.finish(operation, expected, point);
    }
  });
