import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { connectApi, type Api } from '../support/api.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { admin, startProgram, type RunningProgram } from '../support/program.ts';
import { button, csvFile, jobShown, stepsOf, title } from '../support/steps.ts';
import { languages, words } from '../support/words.ts';
import { priceList } from '../support/world.ts';

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

/** Nothing is farther from the beginning of a page than this. */
const MOST_STEPS = 200;

/** Walks by the Tab key until it stands on what is wanted. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return assertShown(page);
    await page.keyboard.press('Tab');
  }
  assert.fail(`the Tab key does not come to ${String(wanted)}`);
}

/** What has the focus is seen to have it: by a line around it that is not covered by anything that sticks. */
async function assertShown(page: Page): Promise<void> {
  const { outline, covered } = await page.evaluate(() => {
    const element = document.activeElement!;
    const { left, top, width, height } = element.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const style = getComputedStyle(element);
    return {
      outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
      covered: above !== null && !element.contains(above) && !above.contains(element),
    };
  });
  assert.deepEqual({ outline, covered }, { outline: true, covered: false });
}

for (const language of languages)
  test(`signing in, importing and undoing with the keyboard alone (${language})`, async () => {
    const window = await openWindow(browser, program.origin, { language });
    const { page } = window;
    const { keyboard } = page;
    // From now on, for to begin listening takes the browser longer than to open the system's dialog.
    page.on('filechooser', () => undefined);
    const { shell, signIn, overview, imports, products } = words[language];
    const steps = stepsOf(page, language);
    await page.goto('/sign-in');
    await tabTo(page, page.getByLabel(signIn.email));
    await keyboard.type(admin.email);
    await keyboard.press('Tab');
    await keyboard.type(admin.password);
    await keyboard.press('Enter');
    await title(page, overview.title).waitFor();

    // The first stop leads past the navigation.
    await keyboard.press('Tab');
    const skip = page.getByRole('link', { name: shell.skip });
    assert.ok(await skip.evaluate((element) => element === document.activeElement));
    await keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');

    await keyboard.press('?');
    await page.getByRole('dialog', { name: shell.shortcuts }).waitFor();
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await keyboard.press('n');
    await title(page, imports.title).waitFor();
    await tabTo(page, page.getByLabel(imports.file));
    const chooser = page.waitForEvent('filechooser');
    await keyboard.press('Enter');
    const letter = language === 'fr' ? 'F' : 'E';
    await (await chooser).setFiles([csvFile('tarif.csv', priceList({ rows: 8, letter }))]);
    await tabTo(page, page.getByLabel(imports.supplier, { exact: true }));
    // Names far from each other: one that is almost another's is asked about.
    await keyboard.type(language === 'fr' ? 'Quincaillerie Roux' : 'Lantern Supplies');
    await tabTo(page, button(page, imports.look));
    await keyboard.press('Enter');
    await jobShown(page);

    const leftOut = page.getByLabel(`${imports.apply}: ${imports.line} 3`, { exact: true });
    await tabTo(page, leftOut);
    await keyboard.press('Space');
    assert.equal(await leftOut.isChecked(), false);
    await tabTo(page, button(page, imports.confirm));
    await keyboard.press('Enter');
    await steps.status('completed').waitFor();
    assert.equal(await steps.counted('created'), 7);

    // From the search in the bar to a product and back again.
    await api.found('Vase');
    await keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'global-search');
    await keyboard.type('Vase');
    await page.getByRole('option').first().waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('link', { name: products.back }).waitFor();
    await page.goBack();

    await tabTo(page, button(page, imports.undo));
    await keyboard.press('Enter');
    await steps.status('undone').waitFor();
    assert.deepEqual(window.complaints, []);
    await window.close();
  });
