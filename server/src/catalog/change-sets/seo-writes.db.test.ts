import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { emptyCatalogue } from '../../../test/support/catalogue-digest.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import { undoOperation } from '../../../test/support/undo-operation.ts';

const { api, client } = await useTestApi();
beforeEach(() => emptyCatalogue(client));

const heading = 'Référence;Désignation;Meta title;Meta description;SEO Title-en_GB';
const imported = (...lines: string[]) => importLines(api.system, 'Alpha', [heading, ...lines]);
const texts = async () =>
  (
    await client.query<Record<string, string | null>>(
      `select p.title as name, s.locale, s.slug, s.title, s.description from product_seo s join products p on p.id = s.product_id
       order by p.title, s.locale`,
    )
  ).rows;

test('what search engines show comes from a file, product by product and language by language', async () => {
  await imported('A;Lampe;Lampe noire;;Black lamp', 'B;Vase;;Un vase blanc;', 'C;Pot;;;');
  const lamp = { name: 'Lampe', slug: null, description: null };
  const first = [
    { ...lamp, locale: '', title: 'Lampe noire' },
    { ...lamp, locale: 'en-GB', title: 'Black lamp' },
    { name: 'Vase', locale: '', slug: null, title: null, description: 'Un vase blanc' },
  ];
  assert.deepEqual(await texts(), first);
  const next = await imported(
    'A;Lampe;Lampe bleue;Une lampe;Black lamp',
    'B;Vase;Vase;Un vase blanc;',
    'C;Pot;;;Pot',
  );
  assert.deepEqual(next.fields, { 'seo.title': 2, 'seo.description': 1, 'seo.title@en-GB': 1 });
  assert.deepEqual(await texts(), [
    { ...lamp, locale: '', title: 'Lampe bleue', description: 'Une lampe' },
    { ...lamp, locale: 'en-GB', title: 'Black lamp' },
    { name: 'Pot', locale: 'en-GB', slug: null, title: 'Pot', description: null },
    { name: 'Vase', locale: '', slug: null, title: 'Vase', description: 'Un vase blanc' },
  ]);
  await undoOperation(api, { operationId: next.operationId! });
  assert.deepEqual(await texts(), first);
});

test('a file leaves a slug where it is, and the words that a person wrote', async () => {
  await imported('A;Lampe;Lampe noire;Une lampe;');
  const { rows } = await client.query<{ id: string }>('select id from products');
  const address = `/api/v1/products/${rows[0]!.id}`;
  const seo = { slug: 'lampe-noire', description: 'Une belle lampe' };
  assert.equal((await api.call('PATCH', address, { seo })).status, 200);
  await imported('A;Lampe;Lampe bleue;Une lampe bleue;');
  const read = await api.call('GET', address);
  assert.deepEqual(read.body['seo'], { ...seo, title: 'Lampe bleue' });
  const history = (await api.call('GET', `${address}/history`)).body.items[0]!['changes'];
  assert.deepEqual(
    (history as { field: string; old: unknown; new: unknown }[]).map((one) => [one.field, one.old, one.new]),
    [['seo.title', 'Lampe noire', 'Lampe bleue']],
  );
});
