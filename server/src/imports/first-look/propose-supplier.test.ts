import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proposeSupplier, proposeSuppliers } from './propose-supplier.ts';

test('a supplier is named by what his file’s name says of him', () => {
  const names = [
    ['Tarif_Nord-Pneus_2026-11.csv', 'Nord Pneus'],
    ['export produits GROSSISTE SUD.xlsx', 'GROSSISTE SUD'],
    ['müller & söhne (2).csv.gz', 'Müller & söhne'],
    ['3M_pricelist.xml', '3M'],
  ];
  for (const [file, name] of names) assert.equal(proposeSupplier(file!), name);
});

test('a name that says nothing of him is used as it is', () => {
  assert.equal(proposeSupplier('products.csv'), 'Products');
  assert.equal(proposeSupplier('2026-11.csv'), '2026 11');
  assert.equal(proposeSupplier('.csv'), '.csv');
});

test('no two files have the same supplier by chance', () => {
  assert.deepEqual(proposeSuppliers(['acme.csv', 'Acme_stock.csv', 'ACMÉ.xlsx']), [
    'Acme',
    'Acme 2',
    'ACMÉ 3',
  ]);
});
