import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { importLines } from '../../../test/support/import-lines.ts';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
before(async () => {
  for (const code of ['web', 'print'])
    await post('/api/v1/channels', { code, locales: ['fr-FR', 'en-GB', 'de-DE'] });
  for (const attribute of [
    { code: 'color', type: 'option' },
    { code: 'tags', type: 'multi_option' },
    { code: 'lamps', type: 'number', validation: { min: '0', max: '12.5', decimals: 1 } },
    {
      code: 'net',
      type: 'measure',
      validation: { unitFamily: 'mass', defaultUnit: 'kg', min: '0.1', max: '2' },
    },
    {
      code: 'inside',
      type: 'measure',
      validation: { unitFamily: 'temperature', defaultUnit: 'degC', max: '30' },
    },
    { code: 'dimmable', type: 'boolean' },
    { code: 'since', type: 'date', validation: { min: '2020-01-01' } },
    { code: 'model', type: 'text', validation: { maxLength: 8, pattern: '[A-Z]+-[0-9]+' } },
    { code: 'msrp', type: 'price', validation: { min: '1' } },
    { code: 'sheet', type: 'media' },
    { code: 'spare', type: 'reference' },
    { code: 'sizes', type: 'table', validation: { columns: ['size', 'chest'] } },
    { code: 'slogan', type: 'text', scope: 'locale_channel' },
    { code: 'notice', type: 'rich_text', scope: 'locale' },
    { code: 'shown', type: 'boolean', scope: 'channel' },
    { code: 'plug', type: 'option', scope: 'locale' },
  ])
    await post('/api/v1/attributes', attribute);
  for (const url of ['color', 'tags', 'plug'])
    for (const code of ['red', 'blue']) await post(`/api/v1/attributes/${url}/options`, { code });
});

const PRODUCTS = '/api/v1/products';
async function post(url: string, body: object): Promise<Answer> {
  const made = await api.call('POST', url, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made;
}
async function create(fields: object): Promise<{ id: string; url: string; etag: string }> {
  const made = await post(PRODUCTS, fields);
  const id = String(made.body['id']);
  return { id, url: `${PRODUCTS}/${id}`, etag: made.headers['etag']! };
}
const patch = (url: string, body: object, headers?: Record<string, string>): Promise<Answer> =>
  api.call('PATCH', url, body, headers);
async function patched(url: string, body: object): Promise<Answer> {
  const answer = await patch(url, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer;
}

test('a value of a defined attribute is kept in one way of writing', async () => {
  const other = await create({ sku: 'V-0' });
  const { url } = await create({ sku: 'V-1' });
  const { body } = await patched(url, {
    attributes: {
      color: 'red',
      tags: ['blue', 'red', 'blue'],
      lamps: '007.50',
      net: { amount: '0500.0', unit: 'g' },
      inside: { amount: '86', unit: 'degF' },
      dimmable: false,
      since: '2024-02-29',
      model: 'ABC-12',
      msrp: [{ amount: '12.50', currency: 'EUR' }],
      sheet: 'https://example.com/a.pdf',
      spare: other.id.toUpperCase(),
      sizes: [{ size: 'M', chest: '96' }],
      slogan: 'Lumière',
      unheard_of: 7,
    },
  });
  assert.deepEqual(body['attributes'], {
    color: 'red',
    tags: ['blue', 'red'],
    lamps: '7.5',
    net: { amount: '500', unit: 'g' },
    inside: { amount: '86', unit: 'degF' },
    dimmable: false,
    since: '2024-02-29',
    model: 'ABC-12',
    msrp: [{ amount: '12.50', currency: 'EUR' }],
    sheet: 'https://example.com/a.pdf',
    spare: other.id,
    sizes: [{ size: 'M', chest: '96' }],
    slogan: 'Lumière',
    unheard_of: 7,
  });
  const same = await patched(url, { attributes: { lamps: '7.500', net: { amount: '500.00' } } });
  assert.equal(same.body['version'], body['version']);
  const merged = await patched(url, { attributes: { net: { amount: '600' } } });
  assert.deepEqual((merged.body['attributes'] as { net: object }).net, { amount: '600', unit: 'g' });
});

test('what a definition refuses names the attribute, the value, the reason and what is allowed', async () => {
  const { url } = await create({ sku: 'V-2', attributes: { color: 'blue' } });
  for (const [attribute, value, reason, allowed] of [
    ['color', 'green', 'option', ['blue', 'red']],
    ['tags', ['red', 'green'], 'option', ['blue', 'red']],
    ['tags', 'red', 'type', 'a list of options'],
    ['lamps', 7, 'type', 'a decimal with a point, as text'],
    ['lamps', '12.6', 'max', '12.5'],
    ['lamps', '-1', 'min', '0'],
    ['lamps', '1.25', 'decimals', 1],
    ['net', { amount: '2001', unit: 'g' }, 'max', '2'],
    ['net', { amount: '99.9', unit: 'g' }, 'min', '0.1'],
    ['net', { amount: '1', unit: 'm' }, 'unit', ['g', 'kg', 'lb', 'mg', 'oz', 't']],
    ['net', '1 kg', 'type', { amount: '2.5', unit: 'kg' }],
    ['inside', { amount: '86.1', unit: 'degF' }, 'max', '30'],
    ['dimmable', 'yes', 'type', [true, false]],
    ['since', '2023-02-29', 'type', 'a day such as 2026-11-26'],
    ['since', '2019-12-31', 'min', '2020-01-01'],
    ['model', 'ABC-123456', 'max_length', 8],
    ['model', 'xABC-1', 'pattern', '[A-Z]+-[0-9]+'],
    ['msrp', [{ amount: '0.50', currency: 'EUR' }], 'min', '1'],
    ['sheet', 'javascript:alert(1)', 'type', 'an id of a file or an address'],
    ['spare', '01900000-0000-7000-8000-000000000000', 'reference', 'the id of a product'],
    ['sizes', [{ size: 'M', waist: '80' }], 'columns', ['size', 'chest']],
  ] as const) {
    const answer = await patch(url, { attributes: { [attribute]: value } });
    const params = answer.body['params'] as Record<string, unknown>;
    const seen = Array.isArray(params['allowed']) ? params['allowed'].toSorted() : params['allowed'];
    assert.deepEqual(
      [answer.status, answer.body['code'], params['attribute'], params['value'], params['reason'], seen],
      [
        422,
        'attributes.value',
        attribute,
        value,
        reason,
        Array.isArray(allowed) ? allowed.toSorted() : allowed,
      ],
      JSON.stringify(answer.body),
    );
    assert.match(String(answer.body['detail']), new RegExp(`"${attribute}"`));
  }
  const two = await patch(url, { attributes: { color: 'green', dimmable: 1, tags: ['red'] } });
  assert.deepEqual(
    (two.body['errors'] as { path: string }[]).map(({ path }) => path),
    ['body/attributes/color', 'body/attributes/dimmable'],
  );
  const after = await api.call('GET', url);
  assert.deepEqual([after.body['attributes'], after.body['version']], [{ color: 'blue' }, 1]);
  const made = await api.call('POST', PRODUCTS, { sku: 'V-3', attributes: { color: 'green' } });
  assert.deepEqual([made.status, made.body['code']], [422, 'attributes.value']);
});

test('a value is read from locale and channel, else the locale, else the channel, else everywhere', async () => {
  const { url } = await create({
    sku: 'S-1',
    title: 'Lampe',
    attributes: { slogan: 'partout', shown: true },
  });
  const answer = await patched(url, {
    values: [
      { field: 'title', locale: 'en-GB', value: 'Lamp' },
      { field: 'attribute.slogan', locale: 'en-GB', value: 'all in English' },
      { field: 'attribute.slogan', channel: 'web', value: 'sur le web' },
      { field: 'attribute.slogan', locale: 'en-GB', channel: 'web', value: 'on the web' },
      { field: 'attribute.shown', channel: 'print', value: false },
      { field: 'attribute.free', locale: 'de-DE', value: 'frei' },
    ],
  });
  assert.deepEqual(answer.body['attributes'], { shown: true, slogan: 'partout' });
  const read = async (query: string) => {
    const { body, headers } = await api.call('GET', `${url}?${query}`);
    const { slogan, shown, free } = body['attributes'] as Record<string, unknown>;
    assert.match(headers['etag']!, /^"2\./);
    return { title: body['title'], slogan, shown, free, fallbacks: body['fallbacks'] };
  };
  const everywhere = { locale: null, channel: null };
  assert.deepEqual(await read('locale=en-GB&channel=web'), {
    title: 'Lamp',
    slogan: 'on the web',
    shown: true,
    free: undefined,
    fallbacks: {
      title: { locale: 'en-GB', channel: null },
      'attribute.shown': everywhere,
      'seo.slug': everywhere,
    },
  });
  assert.deepEqual(await read('locale=en-GB&channel=print'), {
    title: 'Lamp',
    slogan: 'all in English',
    shown: false,
    free: undefined,
    fallbacks: {
      title: { locale: 'en-GB', channel: null },
      'attribute.slogan': { locale: 'en-GB', channel: null },
      'attribute.shown': { locale: null, channel: 'print' },
      'seo.slug': everywhere,
    },
  });
  assert.deepEqual(await read('locale=de-DE&channel=web'), {
    title: 'Lampe',
    slogan: 'sur le web',
    shown: true,
    free: 'frei',
    fallbacks: {
      title: everywhere,
      'attribute.slogan': { locale: null, channel: 'web' },
      'attribute.shown': everywhere,
      'attribute.free': { locale: 'de-DE', channel: null },
      'seo.slug': everywhere,
    },
  });
  assert.deepEqual(await read('locale=fr-FR'), {
    title: 'Lampe',
    slogan: 'partout',
    shown: true,
    free: undefined,
    fallbacks: {},
  });
  const all = await api.call('GET', `${url}?values=all`);
  assert.deepEqual(
    (all.body['values'] as Record<string, unknown>[]).map((one) => [
      one['field'],
      one['locale'],
      one['channel'],
      one['value'],
      one['source'],
    ]),
    [
      ['attribute.free', 'de-DE', null, 'frei', 'user'],
      ['attribute.shown', null, null, true, 'user'],
      ['attribute.shown', null, 'print', false, 'user'],
      ['attribute.slogan', null, null, 'partout', 'user'],
      ['attribute.slogan', null, 'web', 'sur le web', 'user'],
      ['attribute.slogan', 'en-GB', null, 'all in English', 'user'],
      ['attribute.slogan', 'en-GB', 'web', 'on the web', 'user'],
      ['seo.slug', null, null, 'lampe', 'user'],
      ['title', null, null, 'Lampe', 'user'],
      ['title', 'en-GB', null, 'Lamp', 'user'],
    ],
  );
  assert.equal(
    (await api.call('GET', `${PRODUCTS}/01900000-0000-7000-8000-000000000000?locale=en-GB`)).status,
    404,
  );
});

test('scoped values have a history, conflicts and an undo of their own', async () => {
  const { url, etag } = await create({ sku: 'S-2', title: 'Lampe' });
  const first = await patched(url, {
    values: [{ field: 'title', locale: 'en-GB', channel: 'web', value: 'Lamp' }],
  });
  const theirs = await patched(url, {
    values: [{ field: 'title', locale: 'en-GB', channel: 'web', value: 'Light' }],
  });
  const [entry] = (await api.call('GET', `${url}/history`)).body.items;
  const [change] = entry!['changes'] as { field: string; old: unknown; new: unknown }[];
  assert.deepEqual([change!.field, change!.old, change!.new], ['title@en-GB/web', 'Lamp', 'Light']);
  const mine = { values: [{ field: 'title', locale: 'en-GB', channel: 'web', value: 'Torch' }] };
  const stale = await patch(url, mine, { 'if-match': etag });
  const [conflict] = stale.body['conflicts'] as Record<string, unknown>[];
  assert.deepEqual(
    [
      stale.status,
      ...['field', 'locale', 'channel', 'base', 'theirs', 'yours'].map((name) => conflict![name]),
    ],
    [412, 'title', 'en-GB', 'web', null, 'Light', 'Torch'],
  );
  const title = async () => (await api.call('GET', `${url}?locale=en-GB&channel=web`)).body['title'];
  for (const [answer, expected] of [
    [theirs, 'Lamp'],
    [first, 'Lampe'],
  ] as const) {
    const undone = await api.system.undos.run(await requestUndo(answer.headers['operation-id']!), {
      signal: new AbortController().signal,
    });
    assert.ok(undone !== null);
    assert.equal(await title(), expected);
  }
});

async function requestUndo(operationId: string): Promise<string> {
  const asked = await api.call('POST', `/api/v1/operations/${operationId}/undo`, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  return String(asked.body['id']);
}

test('a scope that a field lacks is refused, and one that nothing knows of', async () => {
  const { url } = await create({ sku: 'S-3' });
  for (const [value, code] of [
    [{ field: 'attribute.color', locale: 'en-GB', value: 'red' }, 'attributes.value'],
    [{ field: 'attribute.notice', channel: 'web', value: 'x' }, 'attributes.value'],
    [{ field: 'attribute.shown', locale: 'en-GB', value: true }, 'attributes.value'],
    [{ field: 'sku', locale: 'en-GB', value: 'x' }, 'fields.invalid'],
    [{ field: 'sku', value: 'x' }, 'products.scope'],
    [{ field: 'titel', value: 'x' }, 'fields.unknown_field'],
    [{ field: 'attribute.slogan', locale: 'xx-YY', value: 'x' }, 'products.scope'],
    [{ field: 'attribute.slogan', channel: 'nowhere', value: 'x' }, 'products.scope'],
    [{ field: 'title', locale: 'en-GB', value: 7 }, 'products.value'],
    [{ field: 'title', value: '' }, 'products.value'],
  ] as const) {
    const answer = await patch(url, { values: [value] });
    assert.deepEqual(
      [answer.status >= 400 && answer.status <= 422, answer.body['code']],
      [true, code],
      JSON.stringify(value),
    );
  }
  const scope = await patch(url, { values: [{ field: 'attribute.color', locale: 'en-GB', value: 'red' }] });
  const { reason, allowed, locale } = scope.body['params'] as Record<string, unknown>;
  assert.deepEqual([scope.status, reason, allowed, locale], [422, 'scope', 'global', 'en-GB']);
});

test('a translation is outdated from the change of its source until it is saved', async () => {
  const { url } = await create({ sku: 'T-1', title: 'Lampe', attributes: { notice: 'Un', plug: 'red' } });
  await patched(url, {
    values: [
      { field: 'title', locale: 'en-GB', value: 'Lamp' },
      { field: 'title', locale: 'en-GB', channel: 'web', value: 'Web lamp' },
      { field: 'title', channel: 'print', value: 'Lampe imprimée' },
      { field: 'title', locale: 'en-GB', channel: 'print', value: 'Printed lamp' },
      { field: 'title', locale: 'de-DE', value: 'Leuchte' },
      { field: 'attribute.notice', locale: 'en-GB', value: 'One' },
      { field: 'attribute.plug', locale: 'en-GB', value: 'blue' },
    ],
  });
  const outdated = (answer: Answer) =>
    (answer.body['outdatedTranslations'] as Record<string, unknown>[]).map(
      (one) => `${one['field']}@${one['locale']}/${one['channel'] ?? ''}`,
    );
  assert.deepEqual(outdated(await api.call('GET', url)), []);
  const edited = await patched(url, {
    title: 'Lampadaire',
    attributes: { notice: 'Deux', plug: 'blue' },
    values: [{ field: 'title', locale: 'de-DE', value: 'Stehleuchte' }],
  });
  assert.deepEqual(outdated(edited), ['attribute.notice@en-GB/', 'title@en-GB/', 'title@en-GB/web']);
  assert.deepEqual(outdated(await api.call('GET', `${url}?locale=en-GB`)), outdated(edited));
  const printed = await patched(url, { values: [{ field: 'title', channel: 'print', value: 'Lampadaire' }] });
  assert.deepEqual(outdated(printed).slice(2), ['title@en-GB/print', 'title@en-GB/web']);
  // Saved as it was: somebody looked at it and found it right.
  const confirmed = await patched(url, { values: [{ field: 'title', locale: 'en-GB', value: 'Lamp' }] });
  assert.deepEqual(outdated(confirmed), ['attribute.notice@en-GB/', 'title@en-GB/print', 'title@en-GB/web']);
  assert.deepEqual(outdated(await api.call('GET', url)), outdated(confirmed));
  const saved = await patched(url, {
    values: [
      { field: 'title', locale: 'en-GB', channel: 'web', value: 'Web floor lamp' },
      { field: 'title', locale: 'en-GB', channel: 'print', value: null },
      { field: 'attribute.notice', locale: 'en-GB', value: 'Two' },
    ],
  });
  assert.deepEqual(outdated(saved), []);
});

test('a product is put into a family that there is', async () => {
  const family = await post('/api/v1/families', { code: 'Luminaires' });
  const { url } = await create({ sku: 'F-1', family: 'LUMINAIRES' });
  const shown = await api.call('GET', url);
  assert.deepEqual(shown.body['family'], { id: family.body['id'], code: 'Luminaires' });
  const refused = await patch(url, { family: 'Nothing' });
  assert.deepEqual([refused.status, refused.body['code']], [422, 'products.family']);
  assert.equal((await patched(url, { family: null })).body['family'], null);
});

test('a file that changes a source outdates its translations, and one that brings a translation renews it', async () => {
  const file = (title: string, english: string, color = 'rouge') => [
    'Référence;Désignation;Title;Couleur',
    `I-1;${title};${english};${color}`,
    `I-2;Vase;Pot;${color}`,
  ];
  const map = [
    { field: 'title@en-GB', column: 'Title' },
    { field: 'attribute.shade', column: 'Couleur' },
  ];
  await importLines(api.system, 'Traduit', file('Lampe', 'Lamp'), map);
  const { body } = await api.call('GET', `${PRODUCTS}?supplierReference=I-1`);
  const url = `${PRODUCTS}/${String(body.items[0]!['id'])}`;
  await patched(url, { values: [{ field: 'attribute.shade', locale: 'en-GB', value: 'red' }] });
  const outdated = async () => {
    const { body: product } = await api.call('GET', url);
    return (product['outdatedTranslations'] as { field: string }[]).map(({ field }) => field);
  };
  assert.deepEqual(await outdated(), []);
  await importLines(api.system, 'Traduit', file('Lampadaire', 'Lamp', 'rose'), map);
  assert.deepEqual(await outdated(), ['attribute.shade', 'title']);
  await importLines(api.system, 'Traduit', file('Lampadaire', 'Floor lamp', 'rose'), map);
  assert.deepEqual(await outdated(), ['attribute.shade']);
  await importLines(api.system, 'Traduit', file('Luminaire', 'Luminary', 'rose'), map);
  assert.deepEqual(await outdated(), ['attribute.shade']);
});
