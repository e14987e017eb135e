import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api } = await useTestApi();
before(async () => {
  for (const code of ['web', 'print']) await post('/api/v1/channels', { code });
  for (const [code, type, scope] of [
    ['name', 'text', 'locale'],
    ['color', 'option', 'global'],
    ['size', 'option', 'global'],
    ['fit', 'option', 'locale'],
  ])
    await post('/api/v1/attributes', { code, type, scope });
});

const FAMILIES = '/api/v1/families';
async function post(url: string, body: object): Promise<Answer> {
  const made = await api.call('POST', url, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made;
}
const name = { code: 'name', required: ['web', 'print'] };
const color = { code: 'color', required: ['web'] };
const size = { code: 'size', required: [] };

test('a family has its attributes in their order, what each channel requires, and two levels of axes', async () => {
  const made = await post(FAMILIES, {
    code: 'Clothing',
    labels: { 'fr-FR': 'Vêtements' },
    attributes: [name, { code: 'size' }, color],
    axes: [['color'], ['size']],
  });
  const url = String(made.headers['location']);
  const shown = await api.call('GET', url);
  assert.deepEqual(shown.body, made.body);
  assert.deepEqual(
    [shown.body['attributes'], shown.body['axes'], shown.body['labels']],
    [[name, size, color], [['color'], ['size']], { 'fr-FR': 'Vêtements' }],
  );
  const etag = { 'if-match': shown.headers['etag']! };
  const changed = await api.call('PATCH', url, { attributes: [color, name], axes: [['color']] }, etag);
  assert.deepEqual(
    [changed.status, changed.body['attributes'], changed.body['version']],
    [200, [color, name], 2],
    JSON.stringify(changed.body),
  );
  const stale = await api.call('PATCH', url, { labels: {} }, etag);
  assert.deepEqual([stale.status, stale.body['code']], [412, 'families.stale']);
  const page = await api.call('GET', `${url}/attributes?limit=1`);
  assert.deepEqual(
    page.body.items.map((one) => [one['code'], one['type'], one['required']]),
    [['color', 'option', ['web']]],
  );
  const rest = await api.call('GET', `${url}/attributes?limit=1&cursor=${String(page.body['nextCursor'])}`);
  assert.deepEqual([rest.body.items[0]!['code'], rest.body['nextCursor']], ['name', null]);
  const taken = await api.call('POST', FAMILIES, { code: 'CLOTHING ' });
  assert.deepEqual([taken.status, taken.body['code']], [409, 'families.code_taken']);
});

test('what cannot be is refused, naming the attribute or the channel', async () => {
  for (const [body, codes] of [
    [{ attributes: [{ code: 'colour' }] }, ['colour']],
    [{ attributes: [name, name] }, ['name']],
    [{ attributes: [{ code: 'name', required: ['app'] }] }, ['app']],
    [{ attributes: [name], axes: [['color']] }, ['color']],
    [{ attributes: [name], axes: [['name']] }, ['name']],
    [{ attributes: [{ code: 'fit' }], axes: [['fit']] }, ['fit']],
    [{ attributes: [color], axes: [['color'], ['color']] }, ['color']],
  ] as const) {
    const answer = await api.call('POST', FAMILIES, { code: 'Refused', ...body });
    const { codes: named } = answer.body['params'] as { codes?: string[] };
    assert.deepEqual([answer.status, answer.body['code'], named], [422, 'families.attribute', codes]);
  }
  const three = { code: 'Refused', attributes: [color, size], axes: [['color'], ['size'], ['color']] };
  assert.equal((await api.call('POST', FAMILIES, three)).status, 400);
});

test('imports go on making families by name, and find those that are defined', async () => {
  const made = await post(FAMILIES, { code: 'Téléviseurs', attributes: [name] });
  await importLines(api.system, 'Alpha', [
    'Référence;Désignation;Famille',
    'A-1;Lampe;televiseurs',
    'A-2;Vase;Vases',
  ]);
  const list = await api.call('GET', `${FAMILIES}?q=v`);
  assert.deepEqual(
    list.body.items.map((one) => [one['code'], one['attributeCount']]),
    [
      // By its label, Vêtements.
      ['Clothing', 2],
      ['Téléviseurs', 1],
      ['Vases', 0],
    ],
  );
  const used = await api.call('DELETE', String(made.headers['location']));
  assert.deepEqual(
    [used.status, used.body['code'], (used.body['params'] as { products: number }).products],
    [409, 'families.in_use', 1],
  );
  const empty = await post(FAMILIES, { code: 'Empty', attributes: [color] });
  assert.equal((await api.call('DELETE', String(empty.headers['location']))).status, 204);
  assert.equal((await api.call('GET', String(empty.headers['location']))).status, 404);
});
