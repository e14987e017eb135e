import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { originOfProgram } from '../src/platform/origin.ts';
import { useTestApi } from './support/api.ts';
import { digestCatalogue, restoreCatalogue, saveCatalogue, type Digest } from './support/catalogue-digest.ts';

const { api, client } = await useTestApi();
let notes: unknown[];
let media: unknown[];
let products: { survivor: string; merged: string };

const never = new AbortController().signal;
const script = fileURLToPath(new URL('./support/product-saga-process.ts', import.meta.url));

/** Two products with all that sagas move: offers, codes, pictures, decisions, and a row that waits for a person. */
before(async () => {
  const path = join(api.installation.dataDir, 'twins.csv');
  const heading = 'Référence;EAN;Désignation;Marque;Référence fabricant;Catégorie;Prix TTC;Couleur;PA HT';
  const imported = async (supplier: string, line: string): Promise<void> => {
    writeFileSync(path, `${heading}\n${line}\n`);
    const sent = await api.upload({ supplier, mode: 'apply' }, path);
    await api.system.importRunner.run(String(sent.body['id']), { signal: never });
  };
  await imported('Alpha', 'L-1;3400930000014;Lampe;Lumen;M-1;Salon > Lampes;12,90;;7,10');
  await imported('Beta', 'B-9;3400930000021;Lampe noire;Lumen;M-1;Bureau > Lampes;11,50;noir;6,00');
  await imported('Gamma', 'G-1;;Lampe;Lumen;M-1;;11,50;;');
  const idOf = async (sku: string): Promise<string> =>
    String((await api.call('GET', `/api/v1/products?sku=${sku}`)).body.items[0]!['id']);
  products = { survivor: await idOf('ALPHA-L-1'), merged: await idOf('BETA-B-9') };
  const address = 'https://pictures.example/one.jpg';
  const { rows } = await api.system.databases.pools.media.query<{ id: string }>(
    'insert into media (address, address_hash) values ($1, md5($1)::uuid) returning id',
    [address],
  );
  await client.query(
    'insert into product_media_references (product_id, name, position, media_id) values ($1, $2, 1, $3)',
    [products.merged, address, rows[0]!.id],
  );
  await client.query(
    `insert into match_decisions (owner, key, action, product_id) values ('own', 'gtin=x', 'product', $1)`,
    [products.merged],
  );
  await saveCatalogue(client);
  notes = await readNotes();
  media = await readMedia();
  assert.equal(notes.length, 1, 'a row waits');
});

const readNotes = async (): Promise<unknown[]> =>
  (
    await api.system.databases.pools.imports.query(
      `select job_id, line, params from import_errors where params ? 'candidates' order by line`,
    )
  ).rows;
const readMedia = async (): Promise<unknown[]> =>
  (await api.system.databases.pools.media.query('select id, address, address_hash from media order by id'))
    .rows;

/** What it was before: the catalogue, the row that waits and the picture. */
async function restore(): Promise<void> {
  await restoreCatalogue(client);
  const { imports, media: pictures } = api.system.databases.pools;
  await imports.query('delete from moved_candidates');
  await imports.query(
    `update import_errors e set params = n.params from jsonb_to_recordset($1::jsonb) as n(job_id uuid, line integer, params jsonb)
     where e.job_id = n.job_id and e.line = n.line and e.params ? 'candidates'`,
    [JSON.stringify(notes)],
  );
  await pictures.query('delete from media');
  await pictures.query(
    `insert into media (id, address, address_hash) select id, address, address_hash
     from jsonb_to_recordset($1::jsonb) as m(id uuid, address text, address_hash uuid)`,
    [JSON.stringify(media)],
  );
}

interface Everything {
  readonly catalogue: Digest;
  readonly notes: unknown[];
  readonly media: unknown[];
}
const look = async (): Promise<Everything> => ({
  catalogue: await digestCatalogue(client),
  notes: await readNotes(),
  media: await readMedia(),
});

const core = () => api.system.databases.pools.core;
const request = {
  merge: async (): Promise<string> => {
    const asked = { survivorId: products.survivor, ids: [products.merged], prefer: {}, version: null };
    return (await api.system.merges.request(core(), asked, originOfProgram('test'))).sagaId;
  },
  delete: async (): Promise<string> => {
    const asked = { productId: products.merged, version: null, detach: false };
    return (await api.system.deletions.request(core(), asked, originOfProgram('test'))).sagaId;
  },
};

async function killAt(sagaId: string, point: string): Promise<void> {
  const child = spawn(process.execPath, [script, api.installation.dataDir, sagaId, point], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL', point);
  // Else the next runner waits for the end of a dead one's lease, ten seconds each time.
  await core().query('update sagas set leased_until = null where id = $1', [sagaId]);
}

const steps = {
  merge: ['check', 'move-imports', 'merge-catalog'],
  delete: ['check', 'remove-imports', 'remove-media', 'delete-catalog'],
} as const;

/** What each of them leaves behind when nothing disturbs it. */
const clean = new Map<string, Everything>();
async function endCleanly(what: 'merge' | 'delete'): Promise<Everything> {
  const known = clean.get(what);
  if (known) return known;
  assert.equal(await api.system.sagas.run(await request[what](), never), 'completed');
  const found = await look();
  clean.set(what, found);
  await restore();
  return found;
}

for (const what of ['merge', 'delete'] as const)
  // A step that was only begun has done nothing: it is killed where the one before it is marked.
  for (const point of steps[what].flatMap((step) => [`run ${step} ran`, `run ${step} marked`]))
    test(`a ${what} killed at "${point}" ends as a clean one`, async () => {
      const expected = await endCleanly(what);
      const sagaId = await request[what]();
      await killAt(sagaId, point);
      assert.equal(await api.system.sagas.run(sagaId, never), 'completed');
      assert.deepEqual(await look(), expected);
      await restore();
    });

/** What makes the last step impossible while nobody works on the saga, and takes that away again. */
const obstacles = {
  merge: [
    'insert into product_redirects (product_id, survivor_id) values ($1, $2)',
    'delete from product_redirects where product_id = $1 or survivor_id = $2',
  ],
  delete: [
    'update products set parent_id = $1 where id = $2',
    'update products set parent_id = null where parent_id = $1 or id = $2',
  ],
} as const;

for (const what of ['merge', 'delete'] as const)
  test(`a ${what} that the catalogue refuses in the end leaves nothing behind, and shows that it failed`, async () => {
    const before = await look();
    const sagaId = await request[what]();
    await killAt(sagaId, `run ${steps[what].at(-2)} ran`);
    const [refuse, allow] = obstacles[what];
    await client.query(refuse, [products.merged, products.survivor]);
    assert.equal(await api.system.sagas.run(sagaId, never), 'compensated');
    await client.query(allow, [products.merged, products.survivor]);
    assert.deepEqual(await look(), before);
    const { rows } = await client.query<{ state: string }>(
      'select state from change_sets where kind = $1 order by id desc limit 1',
      [what],
    );
    assert.equal(rows[0]!.state, 'failed');
  });
