import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand } from '../../../test/support/command-line.ts';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let files = 0;

const IMPORTS = '/api/v1/imports';
const good = Array.from({ length: 12 }, (_, i) => `G${i};Lampe ${i};${i + 1},50;oui`);
const bad = ['B1;Café crème;sur demande;oui', 'B2;Thé;"Nous; consulter";oui', 'B3;Eau;3,00;dispo'];

interface Group {
  readonly cause: string;
  readonly count: number;
  readonly values: { value: string; count: number }[];
  readonly fixes: { id: string; kind: string; params: { field: string; from: string }; affects: number }[];
}

/** Windows-1252 with `;`, as spreadsheets of the region write it. */
function fileOf(lines: readonly string[]): string {
  const path = join(api.installation.dataDir, `fixes-${++files}.csv`);
  const text = `Référence;Désignation;Prix TTC;Statut\r\n${lines.join('\r\n')}\r\n`;
  writeFileSync(path, Buffer.from(text, 'latin1'));
  return path;
}

/** An import as the queue would run it, to its next resting state. */
async function run(id: unknown): Promise<Answer['body']> {
  await api.system.importRunner.run(String(id), { signal: new AbortController().signal });
  const { body } = await api.call('GET', `${IMPORTS}/${String(id)}`);
  const { read, ...outcomes } = rowsOf(body);
  assert.equal(
    read,
    Object.values(outcomes).reduce((sum, n) => sum + n, 0),
    'the books add up',
  );
  return body;
}

const rowsOf = (body: Answer['body']) => body['rows'] as Record<string, number>;

async function imported(supplier: string, lines: readonly string[], mode = 'apply'): Promise<Answer['body']> {
  const sent = await api.upload({ supplier, mode }, fileOf(lines));
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  return run(sent.body['id']);
}

const groupsOf = async (id: unknown): Promise<Group[]> =>
  (await api.call('GET', `${IMPORTS}/${String(id)}/fixes`)).body.items as unknown as Group[];

async function titlesOf(id: unknown): Promise<unknown[]> {
  const { body } = await api.call('GET', `/api/v1/products?importId=${String(id)}&sort=sku`);
  return body.items.map((item) => item['title']);
}

test('remedies of one step mend the rejected rows, and those of the next file', async () => {
  const first = await imported('Alpha', [...good, ...bad]);
  assert.deepEqual([rowsOf(first)['created'], rowsOf(first)['rejected']], [12, 3]);
  const groups = await groupsOf(first['id']);
  assert.deepEqual(
    groups.map(({ cause, count, values }) => [cause, count, values.map(({ value }) => value)]),
    [
      ['price.not_a_number', 2, ['sur demande', 'Nous; consulter']],
      ['status.unknown_status', 1, ['dispo']],
    ],
  );
  const fixes = [
    ...groups[0]!.fixes.filter(({ kind }) => kind === 'ignoreValue'),
    ...groups[1]!.fixes
      .filter(({ kind }) => kind === 'mapValue')
      .map((fix) => ({ ...fix, params: { ...fix.params, to: 'active' } })),
  ].map(({ id, kind, params }) => ({ id, kind, params }));
  const sent = await api.call('POST', `${IMPORTS}/${String(first['id'])}/fixes`, { fixes });
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  assert.equal(sent.headers['location'], `${IMPORTS}/${String(sent.body['id'])}`);
  assert.deepEqual([sent.body['retryOf'], sent.body['mode']], [first['id'], 'apply']);

  const second = await run(sent.body['id']);
  assert.deepEqual(
    [second['status'], rowsOf(second)['read'], rowsOf(second)['created'], rowsOf(second)['rejected']],
    ['completed', 3, 3, 0],
  );
  assert.deepEqual(await titlesOf(second['id']), ['Café crème', 'Thé', 'Eau']);

  // Words that fold alike are one word.
  const next = await imported('Alpha', ['N1;Pain;SUR DEMANDE;oui', 'N2;Sel;1,00;Dispo', ...good]);
  assert.deepEqual(
    [rowsOf(next)['created'], rowsOf(next)['unchanged'], rowsOf(next)['rejected']],
    [2, 12, 0],
  );
  const other = await imported('Beta', ['N1;Pain;sur demande;oui', ...good]);
  assert.equal(
    rowsOf(other)['rejected'],
    1,
    'the words of one supplier mean nothing in the files of another',
  );
});

test('a retry reads the rejected rows alone, and a second one changes nothing', async () => {
  const first = await imported('Gamma', [...good, ...bad]);
  const path = `${IMPORTS}/${String(first['id'])}/retry`;
  const still = await run((await api.call('POST', path)).body['id']);
  assert.deepEqual([rowsOf(still)['read'], rowsOf(still)['rejected']], [3, 3]);

  const supplierId = (first['supplier'] as { id: string }).id;
  for (const [field, from] of [
    ['price', 'sur demande'],
    ['price.sale', 'Nous; consulter'],
    ['status', 'dispo'],
  ])
    assert.equal(
      (await api.call('POST', '/api/v1/value-mappings', { supplierId, field, from, to: null })).status,
      201,
    );
  const answers = await Promise.all([api.call('POST', path), api.call('POST', path)]);
  assert.equal(answers[0].body['id'], answers[1].body['id'], 'asked for twice it is one import');
  assert.equal(rowsOf(await run(answers[0].body['id']))['created'], 3);
  const again = await run((await api.call('POST', path)).body['id']);
  assert.deepEqual([rowsOf(again)['read'], rowsOf(again)['unchanged']], [3, 3]);
});

test('a retry of a preview is a preview', async () => {
  const first = await imported('Northern Lamps', [...good, ...bad], 'preview');
  const second = await run((await api.call('POST', `${IMPORTS}/${String(first['id'])}/retry`)).body['id']);
  assert.deepEqual([second['status'], second['mode'], rowsOf(second)['read']], ['planned', 'preview', 3]);
});

test('what cannot be retried or fixed is refused with its reason', async () => {
  const clean = await imported('Epsilon', good);
  const path = `${IMPORTS}/${String(clean['id'])}`;
  const none = await api.call('POST', `${path}/retry`);
  assert.deepEqual([none.status, none.body['code']], [422, 'imports.nothing_rejected']);
  const absent = `${IMPORTS}/01900000-0000-7000-8000-000000000000`;
  assert.equal((await api.call('POST', `${absent}/retry`)).status, 404);
  assert.equal((await api.call('GET', `${absent}/errors.csv`)).status, 404);
  for (const fixes of [
    [],
    [{ kind: 'padValue', params: {} }],
    [{ kind: 'mapValue', params: { field: 'status', from: 'x' } }],
  ])
    assert.equal((await api.call('POST', `${path}/fixes`, { fixes })).status, 400, JSON.stringify(fixes));
  const wrong = await api.call('POST', `${path}/fixes`, {
    fixes: [{ kind: 'mapValue', params: { field: 'status', from: 'x', to: 'green' } }],
  });
  assert.deepEqual([wrong.status, wrong.body['code']], [400, 'value_mappings.invalid']);
  const sent = await api.upload({ supplier: 'Epsilon', mode: 'apply' }, fileOf(bad));
  for (const [method, part] of [
    ['POST', 'retry'],
    ['GET', 'errors.csv'],
  ] as const) {
    const early = await api.call(method, `${IMPORTS}/${String(sent.body['id'])}/${part}`);
    assert.deepEqual([early.status, early.body['code']], [409, 'imports.state'], part);
  }
});

test('rejected rows come back as the file had them, and are imported once mended', async () => {
  const first = await imported('Orchard Foods', [...good, ...bad]);
  const { authorization } = { authorization: `Bearer ${api.accessToken}` };
  const url = `${IMPORTS}/${String(first['id'])}/errors.csv`;
  const answer = await api.app.inject({ url, headers: { authorization, 'accept-language': 'fr' } });
  assert.equal(answer.headers['content-type'], 'text/csv; charset=windows-1252');
  const text = new TextDecoder('windows-1252').decode(answer.rawPayload);
  const lines = text.split('\r\n');
  assert.equal(lines[0], 'Référence;Désignation;Prix TTC;Statut;error_line;error_reasons');
  bad.forEach((row, i) => assert.ok(lines[i + 1]!.startsWith(`${row};${14 + i};`), lines[i + 1]));
  assert.match(lines[3]!, /status\.unknown_status \(colonne Statut\) : .*active, draft ou archived/);
  assert.equal(lines.length, 5);

  const mended = join(api.installation.dataDir, 'mended.csv');
  const edited = text
    .replace('sur demande', '4,00')
    .replace('"Nous; consulter"', '5,00')
    .replace(';dispo;', ';oui;');
  writeFileSync(mended, Buffer.from(edited, 'latin1'));
  const sent = await api.upload({ supplier: 'Orchard Foods', mode: 'apply' }, mended);
  const second = await run(sent.body['id']);
  assert.deepEqual([rowsOf(second)['read'], rowsOf(second)['created']], [3, 3]);
  assert.deepEqual(second['ignoredColumns'], ['error_line', 'error_reasons']);
  assert.deepEqual(await titlesOf(second['id']), ['Café crème', 'Thé', 'Eau']);
});

test('messages name line, value and remedy in the language of the reader', async () => {
  const first = await imported('Eta', [...good, bad[2]!]);
  const url = `${IMPORTS}/${String(first['id'])}/errors`;
  const [english, french] = await Promise.all(
    ['en', 'fr'].map((language) => api.call('GET', url, undefined, { 'accept-language': language })),
  );
  assert.match(
    String(english!.body.items[0]!['message']),
    /^line 14, Statut: "dispo" – this word .* active, draft or archived$/,
  );
  assert.match(String(french!.body.items[0]!['message']), /^ligne 14, Statut : « dispo » – ce mot/);
});

test('value mappings are listed, changed and removed, by those who saw the last version', async () => {
  const values = '/api/v1/value-mappings';
  const body = { supplierId: null, field: 'brand', from: 'Sanyo ', to: 'SANYO' };
  const made = await api.call('POST', values, body);
  assert.deepEqual([made.status, made.body['from'], made.body['version']], [201, 'Sanyo', 1]);
  const twice = await api.call('POST', values, body);
  assert.deepEqual([twice.status, twice.body['code']], [409, 'value_mappings.conflict']);
  const one = String(made.headers['location']);
  const changed = await api.call('PATCH', one, { to: 'Sanyo Europe' }, { 'if-match': '"1"' });
  assert.deepEqual(
    [changed.status, changed.body['to'], changed.headers['etag']],
    [200, 'Sanyo Europe', '"2"'],
  );
  assert.equal((await api.call('PATCH', one, { to: null }, { 'if-match': '"1"' })).status, 412);
  const listed = await api.call('GET', `${values}?supplierId=own`);
  assert.deepEqual(
    listed.body.items.map(({ id }) => id),
    [made.body['id']],
  );
  assert.equal((await api.call('DELETE', one, undefined, { 'if-match': '"1"' })).status, 412);
  assert.equal((await api.call('DELETE', one, undefined, { 'if-match': '"2"' })).status, 204);
  assert.equal((await api.call('GET', one)).status, 404);
  const nobody = { ...body, supplierId: '01900000-0000-7000-8000-000000000000' };
  assert.equal((await api.call('POST', values, nobody)).status, 422);
  assert.equal((await api.call('POST', values, { ...body, field: 'colour' })).status, 400);
});

test('a new brand that is nearly a known one is told, and mapped in one step', async () => {
  const branded = (rows: readonly string[]): string => {
    const path = join(api.installation.dataDir, `brands-${++files}.csv`);
    writeFileSync(path, `Référence;Désignation;Marque\n${rows.join('\n')}\n`);
    return path;
  };
  const send = async (rows: readonly string[]) =>
    run((await api.upload({ supplier: 'Pixel House', mode: 'apply' }, branded(rows))).body['id']);
  const brandOf = async (sku: string): Promise<unknown> => {
    const { body } = await api.call('GET', `/api/v1/products?supplierReference=${sku}`);
    return (body.items[0]!['brand'] as { name: string }).name;
  };
  const first = await send(['P1;Radio;Sanyo', 'P2;Lampe;Philips']);
  assert.deepEqual(await groupsOf(first['id']), [], 'nothing is near where nothing was');
  const second = await send(['P3;Radio;Sanyoo', 'P4;Radio;Sanyoo', 'P5;Ampoule;Osram', 'P6;Câble;SANYO']);
  assert.equal(await brandOf('P3'), 'Sanyoo');
  const [group, ...others] = await groupsOf(second['id']);
  assert.deepEqual(others, []);
  assert.deepEqual([group!.cause, group!.count], ['brand.created', 2]);
  const { id, kind, params, affects } = group!.fixes[0]!;
  assert.deepEqual([kind, params, affects], ['mapValue', { field: 'brand', from: 'Sanyoo', to: 'Sanyo' }, 2]);

  const sent = await api.call('POST', `${IMPORTS}/${String(second['id'])}/fixes`, {
    fixes: [{ id, kind, params }],
  });
  const third = await run(sent.body['id']);
  assert.deepEqual([rowsOf(third)['read'], rowsOf(third)['updated']], [2, 2]);
  assert.deepEqual([await brandOf('P3'), await brandOf('P5')], ['Sanyo', 'Osram']);
  const fourth = await send(['P7;Radio;sanyoo']);
  assert.deepEqual([rowsOf(fourth)['created'], await brandOf('P7')], [1, 'Sanyo']);
});

test('rejected rows of a document come back as CSV for spreadsheets, and are imported once mended', async () => {
  const path = join(api.installation.dataDir, 'document.jsonl');
  const records = good
    .map((row) => row.split(';'))
    .map(([reference, title, price]) => ({ reference, title, price }));
  const wrong = { reference: 'J1', title: 'Café', price: 'sur demande' };
  writeFileSync(path, [...records, wrong].map((record) => JSON.stringify(record)).join('\n'));
  const first = await run((await api.upload({ supplier: 'Journal', mode: 'apply' }, path)).body['id']);
  assert.equal(rowsOf(first)['rejected'], 1);
  const answer = await api.app.inject({
    url: `${IMPORTS}/${String(first['id'])}/errors.csv`,
    headers: { authorization: `Bearer ${api.accessToken}` },
  });
  assert.deepEqual([...answer.rawPayload.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const mended = join(api.installation.dataDir, 'document.csv');
  writeFileSync(mended, answer.payload.replace('sur demande', '4,00'));
  const second = await run((await api.upload({ supplier: 'Journal', mode: 'apply' }, mended)).body['id']);
  assert.deepEqual([rowsOf(second)['read'], rowsOf(second)['created']], [1, 1]);
  assert.deepEqual(await titlesOf(second['id']), ['Café']);
});

test('the command writes the rejected rows, and says where they are', async () => {
  const { dataDir } = api.installation;
  const args = ['import', fileOf([...good, ...bad]), '--supplier', 'Kiosk', '--data-dir', dataDir, '--json'];
  const out = join(dataDir, 'rejected.csv');
  const written = await runCommand([...args, '--errors', out]);
  assert.equal(written.code, 0, written.stderr);
  assert.match(
    readFileSync(out, 'latin1'),
    /^Référence;.*\r\nB1;Café crème;sur demande;oui;14;"price\.not_a_number/,
  );
  const told = await runCommand(args);
  assert.match(told.stderr, /\/api\/v1\/imports\/[\da-f-]{36}\/errors\.csv, or --errors FILE/);
});

test('rejected rows read again take no other row for missing, are not held, and are no measure for later files', async () => {
  const made = await api.call('POST', '/api/v1/suppliers', { name: 'Full Range' });
  const patched = await api.call(
    'PATCH',
    `/api/v1/suppliers/${String(made.body['id'])}`,
    { fullFile: true, missingAction: 'end_offer' },
    { 'if-match': `"${String(made.body['version'])}"` },
  );
  assert.equal(patched.status, 200, JSON.stringify(patched.body));
  const offers = async (): Promise<number> =>
    (
      await api.system.databases.pools.catalog.query<{ count: number }>(
        `select count(*)::int as count from supplier_products o join suppliers s on s.id = o.supplier_id
         where s.name = 'Full Range' and o.ended_at is null`,
        [],
      )
    ).rows[0]!.count;
  const baselines = async (): Promise<unknown> =>
    (await api.system.databases.pools.imports.query('select job_id from import_baselines order by id', []))
      .rows;
  const first = await imported('Full Range', [...good, ...bad]);
  const before = await baselines();
  assert.equal(await offers(), 12);
  const fixed = await api.call('POST', `${IMPORTS}/${String(first['id'])}/fixes`, {
    fixes: [{ kind: 'ignoreValue', params: { field: 'price', from: 'sur demande' } }],
  });
  const second = await run(fixed.body['id']);
  assert.deepEqual([second['status'], rowsOf(second)['created']], ['completed_with_errors', 1]);
  const { rawPayload } = await api.app.inject({
    url: `${IMPORTS}/${String(second['id'])}/errors.csv`,
    headers: { authorization: `Bearer ${api.accessToken}` },
  });
  const mended = join(api.installation.dataDir, 'full-mended.csv');
  writeFileSync(
    mended,
    rawPayload.toString('latin1').replace('"Nous; consulter"', '5,00').replace(';dispo;', ';oui;'),
    'latin1',
  );
  const third = await run((await api.upload({ supplier: 'Full Range', mode: 'apply' }, mended)).body['id']);
  assert.deepEqual([third['status'], rowsOf(third)['created']], ['completed', 2]);
  assert.equal(await offers(), 15);
  assert.deepEqual(await baselines(), before);
});
