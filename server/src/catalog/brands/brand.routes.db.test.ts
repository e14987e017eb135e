import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api } = await useTestApi();

const BRANDS = '/api/v1/brands';
const imported = (...lines: string[]) =>
  importLines(api.system, 'Maker', ['Référence;Désignation;Marque', ...lines]);
async function brandNamed(name: string): Promise<Record<string, unknown>> {
  const { body } = await api.call('GET', `${BRANDS}?q=${encodeURIComponent(name)}`);
  return body.items.find((one) => one['name'] === name)!;
}
const urlOf = async (name: string) => `${BRANDS}/${String((await brandNamed(name))['id'])}`;
async function productOf(reference: string) {
  const { body } = await api.call('GET', `/api/v1/products?supplierReference=${reference}`);
  return body.items[0] as { id: string; version: number; brand: { id: string; name: string } | null };
}
const brandOf = async (reference: string) => (await productOf(reference)).brand?.name;
async function make(body: object): Promise<Answer & { url: string; id: string }> {
  const made = await api.call('POST', BRANDS, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { ...made, url: String(made.headers['location']), id: String(made.body['id']) };
}
async function undo(operationId: string): Promise<string> {
  const asked = await api.call('POST', `/api/v1/operations/${operationId}/undo`, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const id = asked.headers['operation-id'] ?? String(asked.body['id']);
  await api.system.undos.run(id, { signal: new AbortController().signal });
  return id;
}

test('files and people find a brand under each of its spellings', async () => {
  const made = await make({ name: ' Hewlett  Packard ', aliases: ['HP', 'h.p.', 'hp'] });
  assert.deepEqual([made.body['name'], made.body['aliases']], ['Hewlett Packard', ['h.p.', 'hp']]);
  await imported('A-1;One;HP', 'A-2;Two;hewlett packard', 'A-3;Three;Other');
  assert.deepEqual([await brandOf('A-1'), await brandOf('A-2')], ['Hewlett Packard', 'Hewlett Packard']);
  const again = await imported('A-1;One more;H.P.', 'A-2;Two;HP', 'A-3;Three;Other');
  assert.deepEqual([again.rows['updated'], again.rows['unchanged']], [1, 2], 'the same brand is no change');
  const product = await productOf('A-3');
  const edited = await api.call('PATCH', `/api/v1/products/${product.id}`, { brand: 'HP' });
  assert.deepEqual((edited.body['brand'] as { name: string }).name, 'Hewlett Packard');
  const list = await api.call('GET', `${BRANDS}?limit=1`);
  assert.deepEqual(
    [list.body.items.map((one) => one['name']), (await brandNamed('Hewlett Packard'))['id']],
    [['Hewlett Packard'], made.id],
  );
  const next = await api.call('GET', `${BRANDS}?limit=1&cursor=${String(list.body['nextCursor'])}`);
  assert.deepEqual([next.body.items[0]!['name'], next.body['nextCursor']], ['Other', null]);
});

test('a former name stays an alias, and a spelling leads to one brand', async () => {
  await imported('B-1;One;Blauw');
  const url = await urlOf('Blauw');
  const seen = await api.call('GET', url);
  const etag = { 'if-match': seen.headers['etag']! };
  const renamed = await api.call('PATCH', url, { name: 'Bleu' }, etag);
  assert.deepEqual([renamed.status, renamed.body['name'], renamed.body['aliases']], [200, 'Bleu', ['Blauw']]);
  await imported('B-1;One;Blauw', 'B-2;Two;BLEU');
  assert.deepEqual([await brandOf('B-1'), await brandOf('B-2')], ['Bleu', 'Bleu']);
  const stale = await api.call('PATCH', url, { name: 'Late' }, etag);
  assert.deepEqual([stale.status, stale.body['code']], [412, 'brands.stale']);
  for (const body of [{ name: 'blauw' }, { name: 'New', aliases: ['BLEU'] }]) {
    const taken = await api.call('POST', BRANDS, body);
    assert.deepEqual([taken.status, taken.body['code']], [409, 'brands.name_taken']);
  }
  const same = await api.call('PATCH', url, { name: 'Bleu', aliases: ['Blauw'] });
  assert.deepEqual([same.status, same.headers['operation-id']], [200, undefined]);
  const { rows } = await api.system.databases.pools.catalog.query<{ payload: object }>(
    'select payload from change_events where change_set_id = $1',
    [renamed.headers['operation-id']],
  );
  const { entity, before: old, after: present } = rows[0]!.payload as Record<string, unknown>;
  assert.deepEqual(
    [entity, old, present],
    ['brand', { name: 'Blauw', aliases: [] }, { name: 'Bleu', aliases: ['Blauw'] }],
  );
  assert.equal((await api.call('GET', `${BRANDS}/${crypto.randomUUID()}`)).status, 404);
});

test('a merge gives one brand the products and spellings of another, and is undone and done again', async () => {
  await imported('M-1;One;Gamma', 'M-2;Two;Gamma', 'M-3;Three;Delta');
  const gamma = await urlOf('Gamma');
  await api.call('PATCH', gamma, { aliases: ['Gama'] });
  const delta = await brandNamed('Delta');
  const before = await productOf('M-1');
  const merged = await api.call('POST', `${gamma}/merge`, { into: delta['id'] });
  assert.deepEqual([merged.status, merged.body['products']], [200, 2], JSON.stringify(merged.body));
  assert.deepEqual((merged.body['brand'] as { aliases: string[] }).aliases, ['Gama', 'Gamma']);
  const state = async () => [await brandOf('M-1'), await brandOf('M-2'), await brandOf('M-3')];
  assert.deepEqual(await state(), ['Delta', 'Delta', 'Delta']);
  assert.equal((await productOf('M-1')).version, before.version + 1);
  assert.equal(await brandNamed('Gamma'), undefined, 'it is not listed');
  const history = await api.call('GET', `/api/v1/products/${before.id}/history`);
  assert.match(JSON.stringify(history.body), /Gamma.*Delta/);
  const next = await imported('M-1;One;Gamma', 'M-2;Two;Gama', 'M-3;Three;Delta');
  assert.equal(next.rows['updated'], 0, 'files go on writing the old names');
  const kept = await api.call('PATCH', `${BRANDS}/${String(delta['id'])}`, { aliases: ['Gama'] });
  assert.deepEqual(kept.body['aliases'], ['Gama', 'Gamma'], 'the name of a merged brand stays');
  const named = await api.call('PATCH', `${BRANDS}/${String(delta['id'])}`, { name: 'Gamma' });
  assert.deepEqual([named.status, named.body['code']], [409, 'brands.name_taken']);

  const undone = await undo(merged.headers['operation-id']!);
  assert.deepEqual(await state(), ['Gamma', 'Gamma', 'Delta']);
  assert.deepEqual((await brandNamed('Gamma'))['aliases'], ['Gama']);
  assert.deepEqual((await brandNamed('Delta'))['aliases'], []);
  await imported('M-1;One;Gama', 'M-2;Two;Gamma');
  assert.deepEqual(await state(), ['Gamma', 'Gamma', 'Delta']);

  await undo(undone);
  assert.deepEqual(await state(), ['Delta', 'Delta', 'Delta']);
  assert.deepEqual((await brandNamed('Delta'))['aliases'], ['Gama', 'Gamma']);
  const hidden = await api.call('POST', `${gamma}/merge`, { into: delta['id'] });
  assert.deepEqual([hidden.status, hidden.body['code']], [422, 'brands.merge']);
  const itself = await api.call('POST', `${await urlOf('Delta')}/merge`, { into: delta['id'] });
  assert.deepEqual([itself.status, itself.body['code']], [422, 'brands.merge']);
});

test('a product is found by each spelling of its brand, and a new spelling that is nearly an alias is told', async () => {
  await make({ name: 'Norrland Works', aliases: ['Norrlandsverken'] });
  await imported('N-1;One;Norrland Works');
  for (const spelling of ['norrlandsverken', 'NORRLAND works']) {
    const { body } = await api.call('GET', `/api/v1/products?brand=${encodeURIComponent(spelling)}`);
    assert.equal(body.items.length, 1, spelling);
  }
  const { warnings } = await imported('N-2;Two;Norrlandsverkem');
  assert.match(JSON.stringify(warnings), /"near":"Norrland Works","rows":1,"value":"Norrlandsverkem"/);
});

test('an import that is undone does not bring back a brand that was merged since', async () => {
  await imported('O-1;One;Omicron', 'O-2;Two;Rho');
  const second = await imported('O-1;One;Pi', 'O-2;Two;Rho');
  const rho = await brandNamed('Rho');
  await api.call('POST', `${await urlOf('Omicron')}/merge`, { into: rho['id'] });
  const undone = await undo(String(second.operationId));
  assert.equal(await brandOf('O-1'), 'Pi', 'Omicron is hidden');
  assert.match(JSON.stringify((await api.call('GET', `/api/v1/operations/${undone}`)).body), /brand\.gone/);
});

test('a merge that comes back after the opposite one is over; two in a row are taken back in any order', async () => {
  await imported('T-1;One;Tau', 'T-2;Two;Upsilon', 'T-3;Three;Phi');
  const merge = async (name: string, into: string): Promise<string> => {
    const merged = await api.call('POST', `${await urlOf(name)}/merge`, {
      into: (await brandNamed(into))['id'],
    });
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    return merged.headers['operation-id']!;
  };
  const urls = { tau: await urlOf('Tau'), upsilon: await urlOf('Upsilon'), phi: await urlOf('Phi') };
  const hiddenIn = async (url: string) => (await api.call('GET', url)).body['mergedInto'];
  await api.call('PATCH', urls.tau, { aliases: ['Taw'] });
  const first = await merge('Tau', 'Upsilon');
  const undone = await undo(first);
  const opposite = await merge('Upsilon', 'Tau');
  await undo(undone);
  assert.deepEqual([await hiddenIn(urls.tau), await brandOf('T-1')], [null, 'Tau'], 'it would be a circle');
  await undo(opposite);
  assert.deepEqual([await hiddenIn(urls.upsilon), await brandOf('T-2')], [null, 'Upsilon']);

  const lower = await merge('Tau', 'Upsilon');
  const upper = await merge('Upsilon', 'Phi');
  assert.deepEqual((await brandNamed('Phi'))['aliases'], ['Tau', 'Taw', 'Upsilon']);
  await undo(lower);
  assert.deepEqual(
    [(await brandNamed('Tau'))['aliases'], (await brandNamed('Phi'))['aliases']],
    [['Taw'], ['Upsilon']],
  );
  await undo(upper);
  assert.deepEqual((await brandNamed('Phi'))['aliases'], []);
  assert.deepEqual([await brandOf('T-2'), await brandOf('T-3')], ['Upsilon', 'Phi']);
});

test('a brand that price rules name is neither merged nor deleted unseen', async () => {
  const [ruled, other] = [await make({ name: 'Ruled' }), await make({ name: 'Unruled' })];
  const rule = await api.call('POST', '/api/v1/price-rules', {
    name: 'Sale',
    priority: 1,
    basis: { kind: 'best_offer_cost' },
    method: { kind: 'markup', value: '30' },
    target: { type: 'sale', currency: 'EUR' },
    scope: { brandIds: [ruled.id] },
  });
  assert.equal(rule.status, 201, JSON.stringify(rule.body));
  const merged = await api.call('POST', `${ruled.url}/merge`, { into: other.id });
  assert.deepEqual([merged.status, merged.body['code']], [409, 'brands.in_use']);
  assert.equal((await api.call('DELETE', ruled.url)).status, 409);
  assert.equal((await api.call('POST', `${other.url}/merge`, { into: ruled.id })).status, 200);
});

test('a brand in use is deleted by force only; an older import that is undone does not bring it back', async () => {
  await imported('D-1;One;Kappa');
  const second = await imported('D-1;One;Lambda');
  const kappa = await urlOf('Kappa');
  assert.equal((await api.call('DELETE', kappa)).status, 204);
  const undone = await undo(String(second.operationId));
  const operation = await api.call('GET', `/api/v1/operations/${undone}`);
  assert.match(JSON.stringify(operation.body), /brand\.gone/);
  assert.equal(await brandOf('D-1'), 'Lambda');
  const lambda = await urlOf('Lambda');
  const refused = await api.call('DELETE', lambda);
  assert.deepEqual(
    [refused.status, refused.body['code'], refused.body['params']],
    [409, 'brands.in_use', { code: 'Lambda', products: 1, priceRules: 0 }],
  );
  assert.equal((await api.call('DELETE', `${lambda}?force=true`)).status, 204);
  assert.equal(await brandOf('D-1'), undefined);
  await imported('D-1;One;Lambda');
  assert.equal(await brandOf('D-1'), 'Lambda', 'a file that names it makes it again');
});

test('while an import writes products nothing that it refers to is taken away', async () => {
  const { url } = await make({ name: 'Busy' });
  const client = await api.system.databases.pools.catalog.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('change-set writer'))`);
    const refused = await api.call('DELETE', url);
    assert.deepEqual([refused.status, refused.body['code']], [409, 'catalog.busy']);
  } finally {
    client.release(true);
  }
});
