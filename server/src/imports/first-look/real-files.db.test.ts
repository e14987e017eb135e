import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { csvFacts, skipWithoutData, supplierData } from '../../../test/support/facts.ts';
import { lookAt, type DroppedFile } from '../../../test/support/looks.ts';

const { api } = await useTestApi();

const real = (path: string): DroppedFile => [
  path.slice(path.lastIndexOf('/') + 1),
  readFileSync(join(supplierData, path)),
];

const pharmacy = 'fr_derived_pharmacie_2019_semicolon_cp1252.csv';
const icecat = 'akeneo-icecat/products.csv';

test(
  'a pharmacy’s file beside one of electronics: what is known of both',
  { skip: skipWithoutData },
  async () => {
    const look = await lookAt(api, [real(`csv/${pharmacy}`), real(`csv/${icecat}`)]);
    assert.equal(look.status, 'done');
    const facts = [csvFacts(pharmacy), csvFacts(icecat)];
    for (const [index, { data_rows: rows, ean_invalid_rows: wrong }] of facts.entries()) {
      const { findings } = look.files[index]!;
      assert.deepEqual(findings!.rows, { read: rows, rejected: 0 });
      assert.equal(findings!.gtins.wrong, wrong);
    }
    assert.equal(look.files[0]!.findings!.detection.encoding, 'windows-1252');
    assert.equal(look.files[1]!.findings!.detection.encoding, 'utf-8');
    const [medicines, others] = facts.map(({ distinct_skus: distinct }) => distinct) as [number, number];
    // Each has references of its own, and no EAN of one is in the other.
    assert.equal(look.comparison!.products.distinct, medicines + others);
    assert.equal(look.comparison!.products.shared, 0);
    assert.deepEqual(look.comparison!.savings, []);
  },
);

/** The same articles of a tool shop in a workbook of ten sheets and in BMEcat, by the facts 1,897 right EANs each. */
test('a workbook and a BMEcat of one tool shop are one assortment', { skip: skipWithoutData }, async () => {
  const look = await lookAt(api, [
    real('xlsx/de_contorion_workbook_storeserver.xlsx'),
    real('xml/bmecat12_storeserver_1897_articles.xml'),
  ]);
  assert.deepEqual(
    look.files.map(({ failure, findings }) => [failure, findings?.detection.format, findings?.rows.read]),
    [
      [null, 'xlsx', 1_897],
      [null, 'xml', 1_897],
    ],
  );
  const { distinct, shared } = look.comparison!.products;
  assert.deepEqual({ distinct, shared }, { distinct: 1_897, shared: 1_897 });
});
