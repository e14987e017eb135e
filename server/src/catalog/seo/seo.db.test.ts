import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { undoOperation } from '../../../test/support/undo-operation.ts';

const { api } = await useTestApi();
before(async () => {
  const made = await api.call('POST', '/api/v1/channels', {
    code: 'web',
    locales: ['fr-FR', 'en-GB', 'de-DE'],
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
});

const PRODUCTS = '/api/v1/products';
interface Seo {
  slug: string | null;
  title: string | null;
  description: string | null;
}
async function create(fields: object): Promise<{ id: string; url: string; made: Answer }> {
  const made = await api.call('POST', PRODUCTS, fields);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const id = String(made.body['id']);
  return { id, url: `${PRODUCTS}/${id}`, made };
}
const slugOf = async (url: string, query = ''): Promise<string | null> =>
  ((await api.call('GET', `${url}${query}`)).body['seo'] as Seo).slug;
async function put(url: string, ...items: object[]): Promise<Answer> {
  const written = await api.call('PUT', `${url}/seo`, { items });
  assert.equal(written.status, 200, JSON.stringify(written.body));
  return written;
}
async function patch(url: string, body: object): Promise<Answer> {
  const written = await api.call('PATCH', url, body);
  assert.equal(written.status, 200, JSON.stringify(written.body));
  return written;
}
const resolve = (slug: string, query = ''): Promise<Answer> =>
  api.call('GET', `/api/v1/seo/resolve?slug=${slug}${query}`);
const led = async (slug: string, query = ''): Promise<unknown[]> => {
  const { status, body } = await resolve(slug, query);
  assert.equal(status, 200, JSON.stringify(body));
  return [body['productId'], body['redirect'], body['slug']];
};
const lastChanges = async (url: string): Promise<unknown> =>
  Object.fromEntries(
    ((await api.call('GET', `${url}/history`)).body.items[0]!['changes'] as Record<string, unknown>[]).map(
      (change) => [change['field'], [change['old'], change['new']]],
    ),
  );

test('a product has a slug of its title from the start, and equal titles are numbered', async () => {
  const lamps = [];
  for (const sku of ['A-1', 'A-2', 'A-3']) lamps.push(await create({ sku, title: 'Lampe à Œil' }));
  assert.deepEqual(await Promise.all(lamps.map(({ url }) => slugOf(url))), [
    'lampe-a-oeil',
    'lampe-a-oeil-2',
    'lampe-a-oeil-3',
  ]);
  assert.equal(await slugOf((await create({ sku: 'A-4' })).url), null);
  assert.equal(await slugOf((await create({ sku: 'Thé 5', title: '茶' })).url), 'the-5');
  const given = await create({ sku: 'A-6', title: 'Lampe', seo: { slug: 'my-lamp', title: 'T' } });
  assert.deepEqual(given.made.body['seo'], { slug: 'my-lamp', title: 'T', description: null });
  // A title that changes leaves its address alone.
  await patch(given.url, { title: 'Other' });
  assert.equal(await slugOf(given.url), 'my-lamp');
});

test('products of one title that are made at once have slugs of their own', async () => {
  const made = await Promise.all(
    Array.from({ length: 25 }, (_, i) => create({ sku: `B-${i}`, title: 'Same' })),
  );
  const slugs = made.map(({ made: { body } }) => (body['seo'] as Seo).slug);
  const expected = Array.from({ length: 25 }, (_, i) => (i === 0 ? 'same' : `same-${i + 1}`));
  assert.deepEqual(slugs.toSorted(), expected.toSorted());
});

test('a scope without a slug keeps the one it has, or gets one of the title it shows', async () => {
  const { url } = await create({
    sku: 'C-1',
    title: 'Möbel',
    values: [{ field: 'title', locale: 'en-GB', value: 'Nice Furniture' }],
  });
  const written = await put(
    url,
    { title: 'Meubles' },
    { locale: 'en-GB', description: 'Buy it' },
    { locale: 'de-DE', channel: 'web' },
    { channel: 'web', slug: null, title: 'Web' },
  );
  const shown = written.body.items.map((one) => [one['locale'], one['channel'], one['slug'], one['title']]);
  assert.deepEqual(shown, [
    [null, null, 'mobel', 'Meubles'],
    [null, 'web', null, 'Web'],
    ['de-DE', 'web', 'moebel', null],
    ['en-GB', null, 'nice-furniture', null],
  ]);
  assert.match(written.headers['operation-id']!, /^[0-9a-f-]{36}$/);
  assert.match(written.headers['etag']!, /^"2\./);
  assert.deepEqual((await api.call('GET', `${url}/seo`)).body, written.body);
  const english = (await api.call('GET', `${url}?locale=en-GB&channel=web`)).body;
  assert.deepEqual(english['seo'], { slug: 'nice-furniture', title: 'Web', description: 'Buy it' });
  const { 'seo.slug': slug, 'seo.title': title } = english['fallbacks'] as Record<string, unknown>;
  assert.deepEqual(
    [slug, title],
    [
      { locale: 'en-GB', channel: null },
      { locale: null, channel: 'web' },
    ],
  );
  // What the list leaves out goes.
  const less = await put(url, { locale: 'fr-FR', title: 'Meubles' });
  assert.deepEqual(
    less.body.items.map((one) => [one['locale'], one['slug']]),
    [[null, 'mobel']],
  );
});

test('values of a PATCH write single parts in any scope, and all values name who set them', async () => {
  const { url } = await create({ sku: 'D-1', title: 'Vase' });
  await patch(url, {
    seo: { title: 'Joli vase' },
    values: [
      { field: 'seo.slug', locale: 'en-GB', channel: 'web', value: 'vase-en' },
      { field: 'seo.description', value: 'Un vase' },
    ],
  });
  assert.deepEqual(await lastChanges(url), {
    'seo.title': [null, 'Joli vase'],
    'seo.description': [null, 'Un vase'],
    'seo.slug@en-GB/web': [null, 'vase-en'],
  });
  const all = (await api.call('GET', `${url}?values=all`)).body['values'] as Record<string, unknown>[];
  assert.deepEqual(
    all.filter(({ field }) => String(field).startsWith('seo.')),
    [
      { field: 'seo.description', locale: null, channel: null, value: 'Un vase', source: 'user' },
      { field: 'seo.slug', locale: null, channel: null, value: 'vase', source: 'user' },
      { field: 'seo.slug', locale: 'en-GB', channel: 'web', value: 'vase-en', source: 'user' },
      { field: 'seo.title', locale: null, channel: null, value: 'Joli vase', source: 'user' },
    ],
  );
  await patch(url, { seo: null });
  assert.deepEqual((await api.call('GET', url)).body['seo'], { slug: null, title: null, description: null });
  for (const [value, code] of [
    [{ field: 'seo.slug', value: 'Pas Bon' }, 'products.slug'],
    [{ field: 'seo.keywords', value: 'x' }, 'products.scope'],
    [{ field: 'seo.title', locale: 'xx-XX', value: 'x' }, 'products.scope'],
    [{ field: 'seo.title', value: ' ' }, 'products.value'],
  ] as const) {
    const refused = await api.call('PATCH', url, { values: [value] });
    assert.deepEqual([refused.status, refused.body['code']], [422, code], JSON.stringify(refused.body));
  }
  const twice = await api.call('PUT', `${url}/seo`, {
    items: [{ title: 'a' }, { locale: 'fr-FR', title: 'b' }],
  });
  assert.deepEqual([twice.status, twice.body['code']], [422, 'products.seo']);
});

test('a slug that another product has is refused with one that is free', async () => {
  await create({ sku: 'E-1', title: 'Taken' });
  const { url } = await create({ sku: 'E-2', title: 'Free' });
  const refused = await api.call('PATCH', url, { seo: { slug: 'taken' } });
  assert.equal(refused.status, 409);
  assert.match(
    String(refused.body['detail']),
    /The product E-1 has the slug "taken" already; "taken-2" is free/,
  );
  const wrong = await api.call('PATCH', url, { seo: { slug: 'Écran Géant' } });
  assert.deepEqual(
    [wrong.status, (wrong.body['params'] as { suggestion: string }).suggestion],
    [422, 'ecran-geant'],
  );
  // In another locale it is another address.
  await patch(url, { values: [{ field: 'seo.slug', locale: 'en-GB', value: 'taken' }] });
  assert.equal(await slugOf(url, '?locale=en-GB'), 'taken');
});

test('an address that was left leads on to the product, until somebody else has it', async () => {
  const lamp = await create({ sku: 'F-1', title: 'Old name' });
  assert.deepEqual(await led('old-name'), [lamp.id, false, 'old-name']);
  await patch(lamp.url, { seo: { slug: 'new-name' } });
  assert.deepEqual(await led('old-name'), [lamp.id, true, 'new-name']);
  assert.deepEqual(await led('New-Name'), [lamp.id, false, 'new-name']);
  // A made slug takes no address that leads somewhere.
  const other = await create({ sku: 'F-2', title: 'Old name' });
  assert.equal(await slugOf(other.url), 'old-name-2');
  // There and back again: neither leads to itself.
  await patch(lamp.url, { seo: { slug: 'old-name' } });
  assert.deepEqual(await led('new-name'), [lamp.id, true, 'old-name']);
  await patch(lamp.url, { seo: { slug: 'newest' } });
  const redirects = (await api.call('GET', `${lamp.url}/seo`)).body['redirects'] as { slug: string }[];
  assert.deepEqual(
    redirects.map(({ slug }) => slug),
    ['old-name', 'new-name'],
  );
  // Given by hand it may be taken over.
  await patch(other.url, { seo: { slug: 'new-name' } });
  assert.deepEqual(await led('new-name'), [other.id, false, 'new-name']);
  await patch(other.url, { seo: { slug: null } });
  assert.deepEqual(await led('new-name'), [other.id, true, null]);
  const nobody = await resolve('nobody-had-it');
  assert.deepEqual([nobody.status, nobody.body['code']], [404, 'seo.not_found']);
});

test('an address is looked for in its scope first, then further out', async () => {
  const lamp = await create({ sku: 'G-1', title: 'Lamp' });
  const vase = await create({ sku: 'G-2', title: 'Vase' });
  await patch(lamp.url, { values: [{ field: 'seo.slug', locale: 'en-GB', value: 'thing' }] });
  await patch(vase.url, {
    values: [
      { field: 'seo.slug', locale: 'en-GB', channel: 'web', value: 'thing' },
      { field: 'seo.slug', value: 'chose' },
    ],
  });
  assert.deepEqual(await led('thing', '&locale=en-GB'), [lamp.id, false, 'thing']);
  assert.deepEqual(await led('thing', '&locale=en-GB&channel=web'), [vase.id, false, 'thing']);
  assert.deepEqual(await led('chose', '&locale=de-DE'), [vase.id, false, 'chose']);
  assert.deepEqual(await led('chose', '&locale=fr-FR'), [vase.id, false, 'chose']);
  // Of the product's own slug a reader in this scope is led to the one it has there.
  assert.deepEqual(await led('chose', '&locale=en-GB&channel=web'), [vase.id, true, 'thing']);
  assert.equal((await resolve('thing')).status, 404);
});

test('slugs go back and forth with their operations, unless somebody else has them', async () => {
  const { id, url } = await create({ sku: 'H-1', title: 'First' });
  const renamed = await patch(url, {
    seo: { slug: 'second', title: 'T' },
    values: [{ field: 'seo.title', locale: 'en-GB', value: 'English' }],
  });
  const operationId = renamed.headers['operation-id']!;
  const undone = await undoOperation(api, { operationId });
  assert.deepEqual(undone.counts.fields, { 'seo.slug': 1, 'seo.title': 1, 'seo.title@en-GB': 1 });
  const { body } = await api.call('GET', `${url}/seo`);
  assert.deepEqual(body.items, [
    { locale: null, channel: null, slug: 'first', title: null, description: null },
  ]);
  // It was an address for a while.
  assert.deepEqual(await led('second'), [id, true, 'first']);
  const back = await undoOperation(api, { operationId: undone.id });
  assert.equal(back.counts.conflicts, 0);
  assert.deepEqual([await slugOf(url), await led('first')], ['second', [id, true, 'second']]);
  assert.deepEqual((await api.call('GET', url)).body['seo'], {
    slug: 'second',
    title: 'T',
    description: null,
  });

  const other = await create({ sku: 'H-2' });
  await patch(other.url, { seo: { slug: 'first' } });
  const kept = await undoOperation(api, { operationId });
  assert.deepEqual([kept.counts.conflicts, await slugOf(url)], [1, 'second']);
});

test('a product that comes back has its slugs again, or stays away where one is taken', async () => {
  const { url, made } = await create({ sku: 'I-1', title: 'Gone' });
  const gone = await undoOperation(api, { operationId: made.headers['operation-id']! });
  assert.equal(gone.counts.deleted, 1);
  assert.equal((await resolve('gone')).status, 404);
  const back = await undoOperation(api, { operationId: gone.id });
  assert.equal(back.counts.restored, 1);
  assert.equal(await slugOf(url), 'gone');

  const again = await undoOperation(api, { operationId: made.headers['operation-id']! });
  assert.equal(again.counts.deleted, 1);
  assert.equal(await slugOf((await create({ sku: 'I-2', title: 'Gone' })).url), 'gone');
  const stays = await undoOperation(api, { operationId: again.id });
  assert.deepEqual([stays.counts.restored, stays.counts.kept], [0, 1]);
  const { body } = await api.call('GET', `/api/v1/operations/${stays.id}`);
  assert.deepEqual(
    (body['conflicts'] as { reason: string }[]).map(({ reason }) => reason),
    ['slug.taken'],
  );
});

test('a product is read and restored with the slug it had', async () => {
  const { url } = await create({ sku: 'J-1', title: 'Before' });
  const first = await patch(url, { values: [{ field: 'seo.slug', locale: 'en-GB', value: 'before-en' }] });
  await patch(url, {
    seo: { slug: 'after' },
    values: [{ field: 'seo.slug', locale: 'en-GB', value: 'after-en' }],
  });
  const operationId = first.headers['operation-id']!;
  const past = await api.call('GET', `${url}/as-of?operationId=${operationId}`);
  assert.deepEqual(past.body['differing'], [
    { field: 'seo.slug', past: 'before', present: 'after' },
    { field: 'seo.slug@en-GB', past: 'before-en', present: 'after-en' },
  ]);
  const restored = await api.call('POST', `${url}/restore`, { operationId });
  assert.deepEqual([restored.status, restored.body['left']], [200, []]);
  assert.deepEqual([await slugOf(url), await slugOf(url, '?locale=en-GB')], ['before', 'before-en']);
});

test('a stale edit of the SEO is refused with the parts in conflict', async () => {
  const { url, made } = await create({ sku: 'K-1', title: 'Stale' });
  const tag = made.headers['etag']!;
  await patch(url, { seo: { title: 'Theirs' } });
  const refused = await api.call('PATCH', url, { seo: { title: 'Yours' } }, { 'if-match': tag });
  assert.equal(refused.status, 412);
  const [conflict] = refused.body['conflicts'] as Record<string, unknown>[];
  assert.deepEqual(
    [conflict!['field'], conflict!['base'], conflict!['theirs'], conflict!['yours']],
    ['seo.title', null, 'Theirs', 'Yours'],
  );
  const list = await api.call('PUT', `${url}/seo`, { items: [] }, { 'if-match': tag });
  assert.equal(list.status, 412);
});
