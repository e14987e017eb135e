import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, beforeEach, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { digestCatalogue, emptyCatalogue, type Digest } from '../../../test/support/catalogue-digest.ts';
import { writeSupplierFile } from '../../../test/support/supplier-file.ts';
import { AppError } from '../../platform/errors.ts';

/** Six batches: two are on their way when a run is stopped by the first, two more before it reads that it is paused. */
const ROWS = 27_000;

const { api, client } = await useTestApi();
let file: string;

before(async () => {
  file = join(api.installation.dataDir, 'wholesale.csv');
  writeSupplierFile(file, { rows: ROWS, supplier: 'Alpha', faults: 0 });
});
beforeEach(() => emptyCatalogue(client));

const call = (id: string, action: string, body?: object): Promise<Answer> =>
  api.call('POST', `/api/v1/imports/${id}/${action}`, body);
const read = (id: string): Promise<Answer> => api.call('GET', `/api/v1/imports/${id}`);

async function uploaded(): Promise<string> {
  const sent = await api.upload({ supplier: 'Alpha', mode: 'apply' }, file);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  return String(sent.body['id']);
}

const finish = (id: string): Promise<void> =>
  api.system.importRunner.run(id, { signal: new AbortController().signal });

/** Runs a job until its first batch is applied, and stops it there. */
async function stopHalfway(
  id: string,
  stop: () => void,
  signal = new AbortController().signal,
): Promise<void> {
  await assert.rejects(
    api.system.importRunner.run(id, {
      signal,
      onProgress: ({ step, rows }) => {
        if (step === 'applying' && rows > 0) stop();
      },
    }),
  );
}

async function cancelHalfway(id: string): Promise<void> {
  const cancel = new AbortController();
  const asked = new AppError('imports.cancelled', { message: 'The import was cancelled', status: 409 });
  await stopHalfway(id, () => cancel.abort(asked), cancel.signal);
}

interface Stopped {
  applied: number;
  of: number;
  message: string;
}

async function partialOf(id: string): Promise<{ body: Answer['body']; partial: Stopped }> {
  const { body } = await read(id);
  const { read: all, ...outcomes } = body['rows'] as Record<string, number>;
  assert.equal(all, ROWS);
  assert.equal(
    Object.values(outcomes).reduce((sum, n) => sum + n, 0),
    ROWS,
    'the books add up',
  );
  return { body, partial: body['partial'] as Stopped };
}

async function state(): Promise<Digest> {
  const { events: _events, ...rest } = await digestCatalogue(client);
  return rest;
}

test('a cancelled import says what it applied, and goes on from there to the end of a clean one', async () => {
  const whole = await uploaded();
  await finish(whole);
  const clean = await state();
  await emptyCatalogue(client);

  const id = await uploaded();
  await cancelHalfway(id);
  const { body, partial } = await partialOf(id);
  assert.equal(body['status'], 'cancelled');
  assert.ok(partial.applied >= 5_000 && partial.applied < ROWS, String(partial.applied));
  const count = new Intl.NumberFormat('en-US').format(partial.applied);
  assert.match(
    partial.message,
    new RegExp(`^${count} of 27,000 rows were applied: ${count} products created`),
  );
  assert.equal((await client.query('select 1 from products')).rowCount, partial.applied);

  assert.equal((await call(id, 'resume')).status, 202);
  await finish(id);
  const done = await read(id);
  assert.deepEqual(
    [done.body['status'], done.body['partial'], (done.body['rows'] as { created: number }).created],
    ['completed', null, ROWS],
  );
  assert.deepEqual(await state(), clean);
});

test('what a cancelled import applied is undone, after which it goes on no more', async () => {
  const id = await uploaded();
  await cancelHalfway(id);
  const asked = await call(id, 'undo', {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const counts = await api.system.undos.run(asked.headers['operation-id']!, {
    signal: new AbortController().signal,
  });
  assert.ok(counts.deleted >= 5_000);
  assert.equal((await client.query('select 1 from products')).rowCount, 0);
  assert.equal((await read(id)).body['status'], 'undone');
  const resumed = await call(id, 'resume');
  assert.deepEqual([resumed.status, resumed.body['code']], [409, 'imports.state']);
});

test('an import that goes on cannot be undone, and one that is being undone does not go on', async () => {
  const id = await uploaded();
  await cancelHalfway(id);
  const { operationId } = (await read(id)).body;
  await client.query(`update change_sets set state = 'planned' where id = $1`, [operationId]);
  assert.equal((await call(id, 'undo', {})).status, 409);
  await client.query(`update change_sets set state = 'cancelled', undone_by = uuidv7() where id = $1`, [
    operationId,
  ]);
  assert.equal((await call(id, 'resume')).status, 202);
  await assert.rejects(finish(id), /was undone/);
});

test('a paused import stops between two batches and goes on', async () => {
  const id = await uploaded();
  let pausing: Promise<Answer> | null = null;
  // It may end before it sees the wish: then there is nothing to go on with.
  const ran = api.system.importRunner.run(id, {
    signal: new AbortController().signal,
    onProgress: ({ step, rows }) => {
      if (step === 'applying' && rows === 0) pausing ??= call(id, 'pause');
    },
  });
  await ran.catch((error: AppError) => assert.equal(error.code, 'imports.paused'));
  const answer = await pausing!;
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  const paused = await read(id);
  assert.equal(paused.body['status'], 'paused');
  assert.equal((await call(id, 'resume')).status, 202);
  await finish(id);
  assert.equal((await read(id)).body['status'], 'completed');
  assert.equal((await client.query('select 1 from products')).rowCount, ROWS);
});

test('a wish to cancel ends a job that nobody runs any more', async () => {
  const id = await uploaded();
  await api.system.databases.imports
    .updateTable('import_jobs')
    .set({ status: 'applying' })
    .where('id', '=', id)
    .execute();
  assert.equal((await call(id, 'cancel')).status, 202);
  await assert.rejects(finish(id), /cancelled/);
  assert.deepEqual([(await read(id)).body['status'], (await read(id)).body['partial']], ['cancelled', null]);
});

test('only what fits its state is accepted', async () => {
  const id = await uploaded();
  for (const action of ['resume']) assert.equal((await call(id, action)).status, 409, action);
  await finish(id);
  for (const action of ['pause', 'resume', 'cancel'])
    assert.equal((await call(id, action)).status, 409, action);
  assert.equal((await call('00000000-0000-7000-8000-000000000000', 'pause')).status, 404);
  assert.equal((await call('00000000-0000-7000-8000-000000000000', 'resume')).status, 404);
});
