// `npm run screenshots [-- FOLDER] [--language=fr] [--pages=products,account] [--whole]`: every screen in three sizes and
// both themes, as far as the window shows it or whole, with how steadily and how fast it was drawn.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
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
const whole = args.includes('--whole');
const wanted = named ? pages.filter(({ name }) => named.includes(name)) : pages;
/** What a person waits for at most until they see the page, on this machine. */
const MOST_PAINT_MS = 1_200;

/** What a click or a key waits for at most until something is seen of it. */
const MOST_INTERACTION_MS = 100;

/** What may be done on any page: walk its controls, look for something and leave it again. */
async function interact(page: Page): Promise<void> {
  for (let step = 0; step < 6; step++) await page.keyboard.press('Tab');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('import', { delay: 60 });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  // The browser tells of an event when the next picture is drawn.
  await page.waitForTimeout(300);
}

const mark = (value: number, most: number): string => `${Math.round(value)}${value > most ? '!' : ''}`;

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
        const path = join(folder, `${entry.name}-${size.width}-${theme}.png`);
        await window.page.screenshot({ path, animations: 'disabled', fullPage: whole });
        await interact(window.page);
        const { interactionMs } = await drawingOf(window.page);
        measured.push(
          `${mark(paintMs, MOST_PAINT_MS)}/${shift.toFixed(3)}/${mark(interactionMs, MOST_INTERACTION_MS)}`,
        );
        await window.close();
      }
    console.log(`${entry.name.padEnd(20)} LCP ms/CLS/INP ms  ${measured.join('  ')}`);
  }
  console.log(`Pictures in ${folder}`);
} finally {
  await browser.close();
  await program.stop();
}
