import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { csvFacts, skipWithoutData, supplierData } from '../../../server/test/support/facts.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { admin, startProgram } from '../support/program.ts';
import { button, jobShown, stepsOf, title } from '../support/steps.ts';
import { languages, words } from '../support/words.ts';

const FILE = 'fr_derived_pharmacie_2019_semicolon_cp1252.csv';
let browser: Browser;

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

for (const language of languages)
  test(`from the first start to an import taken back (${language})`, { skip: skipWithoutData }, async () => {
    const program = await startProgram(null);
    const window = await openWindow(browser, program.origin, { language });
    const { page } = window;
    const { shell, signIn, overview, imports, products } = words[language];
    const steps = stepsOf(page, language);
    const rows = csvFacts(FILE).data_rows;
    try {
      await page.goto(program.setupAddress!);
      await page.getByLabel(signIn.name, { exact: true }).fill('Admin');
      await page.getByLabel(signIn.email).fill(admin.email);
      await page.getByLabel(signIn.newPassword).fill(admin.password);
      await button(page, signIn.create).click();
      await title(page, overview.title).waitFor();
      await page.getByText(overview.noImports).waitFor();
      await steps.signOut();
      await steps.signIn(admin);

      await page.getByRole('link', { name: overview.importFile }).click();
      const first = await steps.sendFile(join(supplierData, 'csv', FILE), 'Grossiste');
      await page.getByRole('heading', { name: imports.mapping, exact: true }).waitFor();
      assert.equal(await fieldOf('Désignation').inputValue(), 'title');
      assert.equal(await fieldOf('Code EAN').inputValue(), 'gtin');
      assert.equal(await fieldOf('Forme').inputValue(), '', 'what is not known is ignored, and shown so');

      await fieldOf('Forme').selectOption('attribute');
      await page.getByLabel(`${imports.partName}: Forme`).fill('form');
      await button(page, imports.readAgain).click();
      await jobShown(page, first);
      await steps.status('planned').waitFor();
      assert.equal(await page.getByLabel(`${imports.partName}: Forme`).inputValue(), 'form');
      assert.equal(await steps.counted('read'), rows);
      assert.equal(await steps.counted('created'), rows);
      await page.getByText('ANASTROZOLE ACCORD 1 mg, comprimé pelliculé').first().waitFor();
      await page.getByLabel(`${imports.apply}: ${imports.line} 2`, { exact: true }).uncheck();

      await button(page, imports.confirm).click();
      await steps.status('completed').waitFor();
      assert.equal(await steps.counted('created'), rows - 1);
      assert.equal(await steps.counted('skipped'), 1);

      await button(page, imports.undo).click();
      await steps.status('undone').waitFor();
      await page.getByRole('link', { name: shell.products, exact: true }).click();
      await page.getByText(products.empty).waitFor();
      assert.deepEqual(window.complaints, []);
    } finally {
      await window.close();
      await program.stop();
    }

    function fieldOf(column: string) {
      return page.getByLabel(`${imports.field}: ${column}`, { exact: true });
    }
  });
