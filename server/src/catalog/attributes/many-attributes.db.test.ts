import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestApi, type Answer, type TestApi } from '../../../test/support/api.ts';
import { createMetrics } from '../../platform/telemetry/metrics.ts';

/** Attributes of the catalogue, and of one family: what the largest catalogues of this field report. */
const ALL = 3_000;
const OF_FAMILY = 500;
/** What a page of a product may weigh. */
const PAGE_BYTES = 200_000;

let api: TestApi;
let statements = 0;
before(async () => {
  const metrics = createMetrics({ version: '1', role: 'api', now: Date.now });
  const pools = {
    queried: (database: string) => void (statements += database === 'catalog' ? 1 : 0),
    waited: () => undefined,
  };
  api = await createTestApi({ metrics: { ...metrics, pools } });
  await post('/api/v1/channels', { code: 'web', locales: ['en-GB'] });
  const client = await api.installation.connect();
  await client.query(
    `insert into attributes (code, type, scope, labels, rules)
     select 'attribute_' || lpad(i::text, 4, '0'), (array['text', 'number', 'option', 'measure'])[1 + i % 4],
       case when i % 4 = 0 then 'locale_channel' else 'global' end,
       jsonb_build_object('fr-FR', 'Caractéristique ' || i, 'en-GB', 'Attribute ' || i),
       case when i % 4 = 3 then '{"unitFamily": "mass", "defaultUnit": "kg"}'::jsonb else '{}' end
     from generate_series(0, $1::int - 1) i`,
    [ALL],
  );
  await client.query(
    `insert into attribute_options (attribute_code, code, position)
     select code, 'option_' || o, o from attributes cross join generate_series(1, 40) o where type = 'option'`,
  );
  await client.end();
});
after(() => api.close());

const codes = Array.from({ length: OF_FAMILY }, (_, i) => `attribute_${String(i).padStart(4, '0')}`);
const valueOf = (i: number, run: number): unknown =>
  [
    `Texte assez long pour une fiche ${i} ${run}`,
    `${i}.${run}`,
    `option_${1 + run}`,
    { amount: `${i + run}`, unit: 'g' },
  ][i % 4];
const valuesOf = (count: number, run: number) =>
  Object.fromEntries(codes.slice(0, count).map((code, i) => [code, valueOf(i, run)]));

async function post(url: string, body: object): Promise<Answer> {
  const made = await api.call('POST', url, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made;
}

/** An answer with how many statements db_catalog had for it, and its weight. */
async function measured(
  method: 'GET' | 'PATCH' | 'POST',
  url: string,
  body?: object,
): Promise<{ statements: number; bytes: number; body: Answer['body'] }> {
  const before = statements;
  const answer = await api.call(method, url, body);
  assert.ok(answer.status < 300, JSON.stringify(answer.body).slice(0, 500));
  const bytes = Buffer.byteLength(JSON.stringify(answer.body));
  return { statements: statements - before, bytes, body: answer.body };
}

test('a family of 500 among 3,000 attributes is made and read with as many statements as one of one', async () => {
  const family = async (count: number) => {
    const attributes = codes.slice(0, count).map((code) => ({ code, required: ['web'] }));
    const made = await measured('POST', '/api/v1/families', { code: `Of ${count}`, attributes });
    const url = `/api/v1/families/${String(made.body['id'])}`;
    const read = await measured('GET', url);
    assert.equal((read.body['attributes'] as unknown[]).length, count);
    const page = await measured('GET', `${url}/attributes?limit=200`);
    for (const { bytes } of [made, read, page]) assert.ok(bytes < PAGE_BYTES, `${bytes} bytes`);
    return [made, read, page].map((answer) => answer.statements);
  };
  const small = await family(1);
  assert.deepEqual(await family(OF_FAMILY), small);
  const list = await measured('GET', '/api/v1/attributes?limit=200');
  const short = await measured('GET', '/api/v1/attributes?limit=1');
  assert.deepEqual([list.body.items.length, list.statements, short.statements], [200, 1, 1]);
  assert.ok(list.bytes < PAGE_BYTES, `${list.bytes} bytes`);
});

test('a product with 500 values is read and edited with as many statements as one with one value', async () => {
  const product = async (count: number) => {
    const made = await measured('POST', '/api/v1/products', {
      sku: `P-${count}`,
      family: `Of ${OF_FAMILY}`,
      attributes: valuesOf(count, 0),
    });
    const url = `/api/v1/products/${String(made.body['id'])}`;
    const read = await measured('GET', url);
    const edited = await measured('PATCH', url, { attributes: valuesOf(count, 1) });
    assert.deepEqual(Object.keys(edited.body['attributes'] as object).length, count);
    const translatable = codes.slice(0, count).filter((_, i) => i % 4 === 0);
    const scoped = (value: string) => ({
      values: translatable.map((code) => ({
        field: `attribute.${code}`,
        locale: 'en-GB',
        channel: 'web',
        value,
      })),
    });
    const translated = await measured('PATCH', url, scoped('A text of one channel in one language'));
    const again = await measured('PATCH', url, scoped('Another text of one channel in one language'));
    const shown = await measured('GET', `${url}?locale=en-GB&channel=web`);
    assert.equal(
      (shown.body['attributes'] as Record<string, unknown>)[codes[0]!],
      'Another text of one channel in one language',
    );
    const all = await measured('GET', `${url}?values=all`);
    for (const { bytes } of [read, edited, shown, all]) assert.ok(bytes < PAGE_BYTES, `${bytes} bytes`);
    return [made, read, edited, translated, again, shown, all].map((answer) => answer.statements);
  };
  const small = await product(1);
  assert.deepEqual(await product(OF_FAMILY), small);
  // One reads the product, the other the documents of the scopes; the third lists all values.
  assert.deepEqual([small[1], small[5], small[6]], [1, 2, 3]);
});
