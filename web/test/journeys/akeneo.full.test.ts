import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { csvFacts, skipWithoutData, supplierData } from '../../../server/test/support/facts.ts';
import { connectApi, type Api } from '../support/api.ts';
import { launchBrowser, openWindow, settle } from '../support/browser.ts';
import { startProgram, type RunningProgram } from '../support/program.ts';
import { button, stepsOf, title } from '../support/steps.ts';
import { languages, words } from '../support/words.ts';

const FILE = 'akeneo-icecat/products.csv';
/** What another system calls our fields. */
const fields = {
  sku: 'supplierReference',
  name: 'title',
  ean: 'gtin',
  'price-EUR': 'price',
  categories: 'category',
  family: 'family',
} as const;
const PRINTER = 'Canon PIXMA MG5350';
let program: RunningProgram;
let browser: Browser;
let api: Api;

before(async () => {
  program = await startProgram();
  browser = await launchBrowser();
  api = await connectApi(program.origin);
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

for (const language of languages)
  test(
    `another system's export is read by its own headings, found and taken back (${language})`,
    { skip: skipWithoutData },
    async () => {
      const window = await openWindow(browser, program.origin, { language });
      await window.signIn();
      const { page } = window;
      const { imports, products } = words[language];
      const steps = stepsOf(page, language);
      await page.goto('/imports/new');
      await steps.sendFile(join(supplierData, 'csv', FILE), language === 'fr' ? 'Icecat' : 'Photo Express');
      await steps.status('planned').waitFor();
      for (const [heading, field] of Object.entries(fields)) {
        const choice = page.getByLabel(`${imports.field}: ${heading}`, { exact: true });
        assert.ok((await choice.inputValue()).startsWith(field), heading);
      }
      const job = page.url();
      await button(page, imports.confirm).click();
      await button(page, imports.undo).waitFor();
      assert.equal(await steps.counted('read'), csvFacts(FILE).data_rows);

      await api.found(PRINTER);
      await page.goto('/products');
      await settle(page);
      await page.getByLabel(products.search, { exact: true }).fill(PRINTER);
      await page.getByRole('link', { name: PRINTER, exact: true }).click();
      await title(page, PRINTER).waitFor();
      await page
        .getByRole('cell', { name: /products\.csv/ })
        .first()
        .waitFor();
      await page.goBack();
      await title(page, products.title).waitFor();
      assert.equal(await page.getByLabel(products.search, { exact: true }).inputValue(), PRINTER);

      await page.goto(job);
      await button(page, imports.undo).click();
      await steps.status('undone').waitFor();
      assert.deepEqual(window.complaints, []);
      await window.close();
    },
  );
