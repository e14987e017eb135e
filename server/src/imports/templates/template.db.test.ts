import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api, client } = await useTestApi();

const TEMPLATES = '/api/v1/mapping-templates';
const columns = [
  {
    field: 'supplierReference',
    column: 'Code',
    transformations: [{ kind: 'regex', pattern: '^ART-', with: '' }],
  },
  { field: 'title', transformations: [{ kind: 'template', text: '{Maker} {Name}' }] },
  { field: 'brand', column: 'Maker', transformations: [{ kind: 'case', to: 'title' }] },
  {
    field: 'cost',
    column: 'Price',
    transformations: [
      { kind: 'number', decimal: ',' },
      { kind: 'unit', factor: '0.01' },
    ],
  },
  {
    field: 'attribute.color',
    column: 'Colour',
    transformations: [{ kind: 'lookup', values: { BL: 'blue', RD: 'red' }, otherwise: 'reject' }],
  },
];

async function importFile(lines: readonly string[], fields: Record<string, string>): Promise<Answer> {
  const path = join(api.installation.dataDir, 'templated.csv');
  writeFileSync(path, `Code;Maker;Name;Price;Colour\n${lines.join('\n')}\n`);
  const sent = await api.upload({ mode: 'apply', ...fields }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  await api.system.importRunner.run(String(sent.body['id']), { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${String(sent.body['id'])}`);
}

test('a template reads the files of any supplier; a cell it cannot read rejects its row', async () => {
  const made = await api.call('POST', TEMPLATES, { name: 'Price list', columns });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const templateId = String(made.body['id']);
  const report = await importFile(['ART-1;acme tools;Lamp;1.234,50;BL', 'ART-2;ACME TOOLS;Vase;5;GN'], {
    supplier: 'First',
    templateId,
  });
  assert.deepEqual(report.body['template'], { id: templateId, name: 'Price list', version: 1 });
  const rows = report.body['rows'] as Record<string, number>;
  assert.deepEqual([rows['read'], rows['created'], rows['rejected']], [2, 1, 1]);
  const errors = report.body['errors'] as { cause: string; example: { line: number; value: string } }[];
  assert.deepEqual(
    [errors[0]!.cause, errors[0]!.example.line, errors[0]!.example.value],
    ['value.not_in_lookup', 3, 'GN'],
  );
  const { rows: found } = await client.query(
    `select o.supplier_reference, o.cost::text as cost, p.title, b.name as brand, a.values ->> 'color' as color
     from supplier_products o join products p on p.id = o.product_id join brands b on b.id = p.brand_id
     join product_attributes a on a.product_id = p.id`,
  );
  assert.deepEqual(found, [
    { supplier_reference: '1', cost: '12.345', title: 'acme tools Lamp', brand: 'Acme Tools', color: 'blue' },
  ]);
  const other = await importFile(['ART-9;Other;Chair;100;RD'], { supplier: 'Second', templateId });
  assert.equal((other.body['rows'] as Record<string, number>)['created'], 1);
});

test('a change is a new version; what an import was read by stays, and nobody changes it', async () => {
  const made = await api.call('POST', TEMPLATES, { name: 'Versions', columns });
  const url = `${TEMPLATES}/${String(made.body['id'])}`;
  const next = [{ field: 'supplierReference', column: 'Code' }, ...columns.slice(1)];
  const stale = await api.call('POST', `${url}/versions`, { columns: next }, { 'if-match': '"7"' });
  assert.equal(stale.status, 412);
  const changed = await api.call(
    'POST',
    `${url}/versions`,
    { columns: next },
    { 'if-match': made.headers['etag']! },
  );
  assert.deepEqual([changed.status, changed.body['version']], [201, 2]);
  const versions = await api.call('GET', `${url}/versions`);
  assert.deepEqual(
    versions.body.items.map((item) => [
      item['version'],
      (item['columns'] as { transformations?: unknown[] }[])[0]!.transformations?.length ?? 0,
    ]),
    [
      [2, 0],
      [1, 1],
    ],
  );
  const imports = await api.installation.connect('imports');
  await assert.rejects(imports.query(`update mapping_template_versions set columns = '[]'`), /never changed/);
  await imports.end();
  const report = await importFile(['ART-3;ACME;Lamp;100;BL'], {
    supplier: 'Third',
    templateId: String(made.body['id']),
  });
  assert.deepEqual((report.body['template'] as { version: number }).version, 2);
});

test('what cannot work is refused when it is stored', async () => {
  for (const [wrong, code] of [
    [[{ field: 'titel', column: 'Name' }], 'fields.unknown_field'],
    [[{ field: 'title' }], 'templates.invalid'],
    [
      [
        { field: 'title', column: 'A' },
        { field: 'title', column: 'B' },
      ],
      'templates.invalid',
    ],
    [
      [{ field: 'title', column: 'A', transformations: [{ kind: 'regex', pattern: '(', with: '' }] }],
      'templates.invalid',
    ],
  ] as const) {
    const answer = await api.call('POST', TEMPLATES, { name: `Wrong ${code}`, columns: wrong });
    assert.deepEqual(
      [answer.status >= 400 && answer.status < 500, answer.body['code']],
      [true, code],
      JSON.stringify(wrong),
    );
  }
  assert.equal(
    (
      await api.call('POST', TEMPLATES, {
        name: 'x',
        columns: [{ field: 'title', column: 'A', transformations: [{ kind: 'eval' }] }],
      })
    ).status,
    400,
  );
  assert.equal((await api.call('POST', TEMPLATES, { name: 'price LIST', columns })).status, 409);
});

test('before a new version is saved, it shows which rows of the last files would say something else', async () => {
  const made = await api.call('POST', TEMPLATES, { name: 'Replayed', columns });
  const templateId = String(made.body['id']);
  const replay = (body: object): Promise<Answer> =>
    api.call('POST', `${TEMPLATES}/${templateId}/replay`, { columns: body });
  assert.deepEqual((await replay(columns)).body.items, []);
  const first = await importFile(['ART-7;acme;Lamp;1,00;BL', 'ART-8;acme;Vase;2,00;RD'], {
    supplier: 'Replay one',
    templateId,
  });
  await importFile(['ART-9;acme;Desk;3,00;GN'], { supplier: 'Replay two', templateId });
  const same = (await replay(columns)).body.items;
  assert.deepEqual(
    same.map(({ supplier, rows, differing, problem }) => [supplier, rows, differing, problem]),
    [
      ['Replay two', 1, 0, null],
      ['Replay one', 2, 0, null],
    ],
  );

  const [reference, , , cost] = columns;
  const color = {
    field: 'attribute.color',
    column: 'Colour',
    transformations: [
      { kind: 'lookup', values: { BL: 'navy', RD: 'red', GN: 'green' }, otherwise: 'reject' },
    ],
  };
  const [two, one] = (await replay([reference!, cost!, color])).body.items;
  assert.deepEqual([two!['newlyRead'], two!['newlyRejected'], two!['differing']], [1, 0, 1]);
  assert.deepEqual([one!['importId'], one!['complete'], one!['differing']], [first.body['id'], true, 2]);
  assert.deepEqual(one!['differences'], [
    {
      line: 2,
      fields: {
        title: ['acme Lamp', 'Lamp'],
        brand: ['Acme', 'acme'],
        'attribute.color': ['blue', 'navy'],
      },
    },
    { line: 3, fields: { title: ['acme Vase', 'Vase'], brand: ['Acme', 'acme'] } },
  ]);
  const [gone] = (await replay([{ field: 'supplierReference', column: 'Artikel' }])).body.items;
  assert.equal((gone!['problem'] as { code: string }).code, 'imports.no_such_column');
  assert.equal((await replay([{ field: 'nonsense', column: 'Code' }])).status, 400);
});
