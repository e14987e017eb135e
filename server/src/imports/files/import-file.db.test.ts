import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createTestApi, type Answer, type TestApi } from '../../../test/support/api.ts';

let api: TestApi;
before(async () => {
  process.env['ALLOW_PRIVATE_SOURCES'] = 'true';
  api = await createTestApi();
});
after(() => api.close());

const FILES = '/api/v1/import-files';
const LINES =
  'Référence;Code EAN;Désignation;Prix TTC;Remarque\nA1;3400930000014;First;10,00;\nA2;3400930000021;Second;20,00;old\n';

async function upload(content: string, query = ''): Promise<Answer> {
  const form = new FormData();
  form.set('file', new Blob([content]), 'list.csv');
  const encoded = new Response(form);
  const response = await api.app.inject({
    method: 'POST',
    url: `${FILES}${query}`,
    headers: {
      authorization: `Bearer ${api.accessToken}`,
      'content-type': encoded.headers.get('content-type')!,
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return {
    status: response.statusCode,
    headers: response.headers as Record<string, string>,
    body: response.json(),
  };
}
const importOf = (body: object): Promise<Answer> => api.call('POST', '/api/v1/imports', body);
async function run(answer: Answer): Promise<Answer> {
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  const id = String(answer.body['id']);
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}
const suggestions = ({ body }: Answer): unknown[] =>
  (body['columns'] as { suggestion: { field: string } | null }[]).map(
    ({ suggestion }) => suggestion?.field ?? null,
  );

test('a file is looked at: how it is read, its columns with values, how filled they are and what they may mean', async () => {
  const { status, body, headers } = await upload(LINES);
  assert.equal(status, 201, JSON.stringify(body));
  assert.equal(headers['location'], `${FILES}/${String(body['id'])}`);
  assert.deepEqual(body['detection'], {
    format: 'csv',
    compression: null,
    encoding: 'utf-8',
    delimiter: ';',
    sheet: null,
    sheets: [],
    recordPath: null,
    headerRow: 1,
  });
  const columns = body['columns'] as Record<string, unknown>[];
  assert.deepEqual(columns[1], {
    column: 2,
    header: 'Code EAN',
    samples: ['3400930000014', '3400930000021'],
    fillRate: 1,
    suggestion: { field: 'gtin', confidence: 'alias', taxIncluded: null },
  });
  assert.deepEqual(
    [columns[4]!['fillRate'], columns[4]!['suggestion'], body['hasMatchKey']],
    [0.5, null, true],
  );
  const again = await api.call('GET', headers['location']!);
  assert.deepEqual(again.body, body);
});

test('an import of it reads what was said and nothing else, also from the same file twice', async () => {
  const { body: file } = await upload(LINES);
  const mapping = [
    { field: 'supplierReference', column: 'Référence' },
    { field: 'title', column: 'Désignation', transformations: [{ kind: 'case', to: 'upper' }] },
    { field: 'attribute.note', column: 'Remarque' },
  ];
  const planned = await run(
    await importOf({
      fileId: file['id'],
      supplier: 'Stored',
      mapping,
      policies: { 'attribute.note': 'setIfEmpty' },
    }),
  );
  assert.deepEqual(
    [planned.body['status'], planned.body['mode'], (planned.body['file'] as { id: string }).id],
    ['planned', 'preview', file['id']],
  );
  assert.deepEqual(
    (planned.body['mapping'] as { field: string }[]).map(({ field }) => field),
    ['supplierReference', 'title', 'attribute.note'],
  );
  assert.deepEqual(planned.body['ignoredColumns'], ['Code EAN', 'Prix TTC']);
  const done = await run(await importOf({ fileId: file['id'], supplier: 'Stored', mapping, mode: 'apply' }));
  assert.equal((done.body['rows'] as { created: number }).created, 2);
  const { body } = await api.call('GET', '/api/v1/products?supplierReference=A2');
  assert.deepEqual([body.items[0]!['title'], body.items[0]!['gtin']], ['SECOND', null]);
});

test('what the guess got wrong is said once, for the file and all imports of it', async () => {
  const { body: file } = await upload('Ref,Titre\nB1,Café\n');
  const url = `${FILES}/${String(file['id'])}`;
  const changed = await api.call('PATCH', url, { encoding: 'windows-1252' });
  const samples = ({ body }: Answer): unknown => (body['columns'] as { samples: string[] }[])[1]!.samples[0];
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.equal(samples(changed), 'CafÃ©');
  assert.equal(samples(await api.call('PATCH', url, { encoding: null })), 'Café');
  const split = await api.call('PATCH', url, { delimiter: ';' });
  assert.equal((split.body['columns'] as unknown[]).length, 1);
  const refused = await api.call('PATCH', url, { encoding: 'klingon' });
  assert.ok(refused.status >= 400 && refused.status < 500, String(refused.status));
  assert.deepEqual((await api.call('GET', url)).body['dialect'], { delimiter: ';' });
  await api.call('PATCH', url, { delimiter: ',' });
  const done = await run(await importOf({ fileId: file['id'], supplier: 'Dialects', mode: 'apply' }));
  assert.equal((done.body['rows'] as { created: number }).created, 1);
});

test('what was said when the supplier was opened counts for the suggestions', async () => {
  await api.call('POST', '/api/v1/suppliers', { name: 'Known', priceMeaning: 'cost', locale: 'en-GB' });
  const file = await upload('Référence;Désignation;Prix\nC1;Thing;1,00\n', '?supplier=known');
  assert.deepEqual(suggestions(file), ['supplierReference', 'title@en-GB', 'cost']);
  const unknown = await api.call('GET', `${FILES}/${String(file.body['id'])}?supplier=Nobody`);
  assert.deepEqual(suggestions(unknown), ['supplierReference', 'title', 'price.sale']);
  const own = await api.call('GET', `${FILES}/${String(file.body['id'])}?own=true`);
  assert.deepEqual(suggestions(own)[0], 'sku');
});

test('a file is fetched from an address; one that leads nowhere or to a page is refused with the reason', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/list.csv') response.end(LINES);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const file = await api.call('POST', FILES, { url: `${address}/list.csv` });
    assert.deepEqual([file.status, file.body['name'], suggestions(file)[1]], [201, 'list.csv', 'gtin']);
    const gone = await api.call('POST', FILES, { url: `${address}/gone.csv` });
    assert.deepEqual(gone.body['code'], 'sources.http_status');
    assert.equal((await api.call('POST', FILES, { url: 'file:///etc/passwd' })).status, 400);
  } finally {
    server.close();
  }
});

test('a configuration says what an import does not', async () => {
  const config = await api.call('POST', '/api/v1/import-configs', {
    name: 'Weekly',
    supplier: 'Configured',
    map: [{ field: 'title', column: 'Remarque' }],
    mode: 'apply',
  });
  assert.equal(config.status, 201, JSON.stringify(config.body));
  const { body: file } = await upload(LINES);
  const planned = await run(await importOf({ fileId: file['id'], configId: config.body['id'] }));
  assert.deepEqual(
    [(planned.body['supplier'] as { name: string }).name, planned.body['mode']],
    ['Configured', 'preview'],
  );
  const fields = (planned.body['mapping'] as { header: string; field: string }[]).map(({ header, field }) => [
    header,
    field,
  ]);
  assert.ok(fields.some(([header, field]) => header === 'Remarque' && field === 'title'));
});

test('what cannot be imported is refused, and says what to do', async () => {
  const { body: file } = await upload(LINES);
  const nobody = await importOf({ fileId: file['id'] });
  assert.deepEqual([nobody.status, nobody.body['code']], [400, 'imports.invalid']);
  const gone = await importOf({ fileId: crypto.randomUUID(), supplier: 'X' });
  assert.deepEqual([gone.status, gone.body['code']], [404, 'imports.not_found']);
  const policies = await importOf({
    fileId: file['id'],
    supplier: 'X',
    mapping: [{ field: 'supplierReference', column: '1' }],
    policies: { title: 'clear' },
  });
  assert.deepEqual([policies.status, policies.body['code']], [400, 'imports.invalid']);
  assert.equal((await importOf({ fileId: file['id'], supplier: 'X', surprise: 1 })).status, 400);
  assert.equal((await upload('')).status, 422);
});
