// `npm run screenshots [-- FOLDER] [--language=fr] [--pages=products,account]`: every screen in three sizes and both
// themes, with how steadily and how fast it was drawn.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { supplierData } from '../../server/test/support/facts.ts';
import { connectApi, type Api } from './support/api.ts';
import { launchBrowser, openWindow, settle, sizes, themes } from './support/browser.ts';
import { drawingOf, watchDrawing } from './support/measures.ts';
import { startProgram } from './support/program.ts';
import { languages } from './support/words.ts';
import { makeWorld } from './support/world.ts';
import { pages, pathIn } from './pages.ts';

const args = process.argv.slice(2);
const usual = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const folder = args.find((arg) => !arg.startsWith('--')) ?? usual;
const language = languages.find((name) => args.includes(`--language=${name}`)) ?? 'en';
const named = args
  .find((arg) => arg.startsWith('--pages='))
  ?.slice('--pages='.length)
  .split(',');
const wanted = named ? pages.filter(({ name }) => named.includes(name)) : pages;
/** What a person waits for at most until they see the page, on this machine. */
const MOST_PAINT_MS = 1_200;

/** A catalogue of its size says more than sixty lamps. */
async function fillCatalogue(api: Api): Promise<void> {
  const file = 'fr_derived_pharmacie_2019_semicolon_cp1252.csv';
  const path = join(supplierData, 'csv', file);
  if (!existsSync(path)) return;
  await api.import(file, readFileSync(path), { supplier: 'BDPM', createSupplier: 'true', mode: 'apply' });
}

mkdirSync(folder, { recursive: true });
const program = await startProgram();
const browser = await launchBrowser();
try {
  const api = await connectApi(program.origin);
  const world = await makeWorld(api);
  await fillCatalogue(api);
  for (const entry of wanted) {
    const measured: string[] = [];
    for (const size of sizes)
      for (const theme of themes) {
        const window = await openWindow(browser, program.origin, { size, theme, language });
        await watchDrawing(window.context);
        if (!entry.open) await window.signIn();
        await window.page.goto(pathIn(world, entry));
        await settle(window.page);
        const { shift, paintMs } = await drawingOf(window.page);
        measured.push(`${Math.round(paintMs)}${paintMs > MOST_PAINT_MS ? '!' : ''}/${shift.toFixed(3)}`);
        const path = join(folder, `${entry.name}-${size.width}-${theme}.png`);
        await window.page.screenshot({ path, animations: 'disabled' });
        await window.close();
      }
    console.log(`${entry.name.padEnd(20)} LCP ms/CLS  ${measured.join('  ')}`);
  }
  console.log(`Pictures in ${folder}`);
} finally {
  await browser.close();
  await program.stop();
}
