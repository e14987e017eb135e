import assert from 'node:assert/strict';
import { createRandom } from '../../../server/test/support/supplier-file.ts';
import { until } from '../../../server/test/support/until.ts';
import type { Api } from './api.ts';

/** Ids of what an installation in use holds, one of each kind that a page shows. */
export interface World {
  readonly product: string;
  /** Imports by what they are at. */
  readonly planned: string;
  readonly held: string;
  readonly undecided: string;
  readonly completed: string;
  readonly failed: string;
  readonly supplier: string;
  readonly source: string;
  readonly template: string;
  readonly schedule: string;
  /** Files compared before anything of them is taken. */
  readonly look: string;
}

const HEADING = 'Référence;EAN;Désignation;Marque;Référence fabricant;Prix TTC;Stock;Matière';
const things = ['Lampe de bureau', 'Vase', 'Chaise pliante', 'Étagère murale', 'Plaid en laine'];
const brands = ['Atelier Brume', 'Nordlys', 'Maison Verre'];

/** A supplier's price list; the same arguments give the same text. */
export function priceList({
  rows,
  letter,
  faults = 0,
}: {
  rows: number;
  letter: string;
  faults?: number;
}): string {
  const random = createRandom(letter.charCodeAt(0));
  const lines = Array.from({ length: rows }, (_, at) => {
    const price = at < faults ? 'sur demande' : `${5 + Math.floor(random() * 200)},${at % 2 ? '90' : '50'}`;
    const thing = `${things[at % things.length]!} n° ${at + 1}`;
    return `${letter}-${at + 1};;${thing};${brands[at % brands.length]!};M-${letter}${at};${price};${at * 3};bois`;
  });
  return [HEADING, ...lines, ''].join('\r\n');
}

const idOf = (body: Readonly<Record<string, unknown>>): string => String(body['id']);

/** Fills an empty installation through the API. */
export async function makeWorld(api: Api): Promise<World> {
  const { call } = api;
  const imported = async (status: string, ...sent: Parameters<Api['import']>): Promise<string> => {
    const job = await api.import(...sent);
    assert.equal(job['status'], status, JSON.stringify(job));
    return idOf(job);
  };
  const supplier = idOf(await call('POST', '/api/v1/suppliers', { name: 'Brume & Verre', currency: 'EUR' }));
  const brume = { supplier: 'Brume & Verre', mode: 'apply' };
  const list = priceList({ rows: 60, letter: 'B', faults: 3 });
  const completed = await imported('completed_with_errors', 'tarif-mars.csv', list, brume);
  const cut = priceList({ rows: 12, letter: 'B' });
  const held = await imported('held_by_guard', 'tarif-avril-coupe.csv', cut, brume);
  const found = await call('GET', '/api/v1/products?limit=1');
  const product = idOf((found['items'] as Readonly<Record<string, unknown>>[])[0]!);

  const nordic = priceList({ rows: 25, letter: 'N' });
  const preview = { supplier: 'Nordisk Import', createSupplier: 'true', mode: 'preview' };
  const planned = await imported('planned', 'prisliste.csv', nordic, preview);

  for (const sku of ['TW-1', 'TW-2'])
    await call('POST', '/api/v1/products', { sku, brand: 'Twin', mpn: 'T-1', title: `Tabouret ${sku}` });
  const twins = [
    HEADING,
    'Z-1;;Tabouret empilable;Twin;T-1;39,90;4;hêtre',
    'Z-2;;Banc;Twin;T-2;59,90;1;hêtre',
    '',
  ];
  const undecided = await imported('completed', 'tabourets.csv', twins.join('\n'), {
    supplier: 'Twin Möbel',
    createSupplier: 'true',
    mode: 'apply',
  });
  // No column says which product a row is.
  const failed = await imported('failed', 'couleurs.csv', 'Couleur;Matière\nvert;bois\n', {
    supplier: 'Papeterie Colin',
    createSupplier: 'true',
    mode: 'apply',
  });

  const template = idOf(
    await call('POST', '/api/v1/mapping-templates', {
      name: 'Tarif en centimes',
      columns: [
        { field: 'supplierReference', column: 'Code' },
        { field: 'title', column: 'Nom', transformations: [{ kind: 'trim' }] },
        {
          field: 'cost',
          column: 'Prix',
          transformations: [
            { kind: 'number', decimal: ',' },
            { kind: 'unit', factor: '0.01' },
          ],
        },
      ],
    }),
  );
  const config = await call('POST', '/api/v1/import-configs', { name: 'Brume', supplier: 'Brume & Verre' });
  const source = idOf(
    await call('POST', '/api/v1/import-sources', {
      name: 'Tarif de Brume & Verre',
      kind: 'http',
      configId: config['id'],
      // Nobody answers there.
      settings: { url: 'http://127.0.0.1:9/tarif.csv' },
    }),
  );
  const schedule = idOf(
    await call('POST', '/api/v1/import-schedules', {
      sourceId: source,
      cron: '30 6 * * 1-5',
      state: 'paused',
    }),
  );
  const files = await Promise.all(
    [completed, planned].map(
      async (id) => (await call('GET', `/api/v1/imports/${id}`))['file'] as { id: string },
    ),
  );
  const look = idOf(
    await call('POST', '/api/v1/first-looks', { files: files.map(({ id }) => ({ fileId: id })) }),
  );
  await until(
    () => call('GET', `/api/v1/first-looks/${look}`),
    ({ status }) => status === 'done' || status === 'failed',
  );
  return { schedule, look, product, planned, held, undecided, completed, failed, supplier, source, template };
}
