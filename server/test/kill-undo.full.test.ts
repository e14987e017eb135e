import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startCommand } from './support/command-line.ts';
import { createRandom } from './support/supplier-file.ts';
import { createUndoneCatalogue } from './support/undone-catalogue.ts';

const KILLS = 8;
/** Every fourth takes PostgreSQL too: the plan of an undo is unlogged, so it is gone then and made again. */
const WITH_DATABASE = 4;
const SEED = 20_261_127;

let catalogue: Awaited<ReturnType<typeof createUndoneCatalogue>>;
before(async () => {
  catalogue = await createUndoneCatalogue();
});
after(() => catalogue.remove());

test(`killed ${KILLS} times at random, each next undo ends like a clean one`, async (t) => {
  const random = createRandom(SEED);
  let inside = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    // What was changed and what was made in turn.
    if (kill % 2 === 1) await catalogue.restore();
    const [operation, expected] = catalogue.undos[(kill - 1) % 2]!;
    const running = startCommand(catalogue.args(operation));
    await running.saw('undoing');
    await delay(random() * catalogue.spanMs * 0.5);
    running.child.kill('SIGKILL');
    const withDatabase = kill % WITH_DATABASE === 0;
    if (withDatabase) await catalogue.killDatabase();
    await running.result;
    const { state, done, all } = await catalogue.lastUndo();
    if (state === 'open') inside++;
    t.diagnostic(
      `kill ${kill}: ${state}, ${done} of ${all} batches${withDatabase ? ', PostgreSQL too' : ''}`,
    );
    await catalogue.finish(operation, expected, `kill ${kill} (seed ${SEED})`);
  }
  assert.ok(inside >= KILLS / 2, `only ${inside} of ${KILLS} kills hit an undo`);
});
