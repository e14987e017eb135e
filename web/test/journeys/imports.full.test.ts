import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectApi, type Api } from '../support/api.ts';
import { launchBrowser, openWindow, settle, type BrowserWindow } from '../support/browser.ts';
import { startProgram, type RunningProgram } from '../support/program.ts';
import { button, csvFile, jobShown, stepsOf } from '../support/steps.ts';
import { languages, words, type Language } from '../support/words.ts';
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

async function signedIn(language: Language): Promise<BrowserWindow> {
  const window = await openWindow(browser, program.origin, { language });
  await window.signIn();
  return window;
}

/** Names far from each other: one that is almost another's is asked about. */
const suppliers = {
  fr: { refreshed: 'Comptoir du Nord', held: 'Droguerie Martin', letters: ['F', 'H'] },
  en: { refreshed: 'Harbour Trading', held: 'Old Mill Wholesale', letters: ['E', 'K'] },
} as const;

for (const language of languages) {
  const { imports, review, guard, common } = words[language];
  const { refreshed, held: supplier, letters } = suppliers[language];

  test(`a refresh at any step of an import finds it where it is (${language})`, async () => {
    const window = await signedIn(language);
    const { page } = window;
    const steps = stepsOf(page, language);
    await page.goto('/imports/new');
    const rows = 4_000;
    const list = csvFile('tarif.csv', priceList({ rows, letter: letters[0] }));
    const id = await steps.sendFile(list, refreshed);
    await page.reload();
    assert.equal(await jobShown(page), id);
    await steps.status('planned').waitFor();
    await page.reload();
    await button(page, imports.confirm).click();
    await button(page, imports.confirm).waitFor({ state: 'detached' });
    await page.reload();
    await steps.status('completed').waitFor();
    assert.equal(await jobShown(page), id);
    assert.equal(await steps.counted('created'), rows);
    assert.deepEqual(window.complaints, []);
    await window.close();
  });

  test(`a file that is odd is held, says why, and is let through by a person (${language})`, async () => {
    const letter = letters[1];
    const sent = { supplier, createSupplier: 'true', mode: 'apply' };
    await api.import('whole.csv', priceList({ rows: 40, letter }), sent);
    // Its prices are others, so that confirming it changes something.
    const cut = priceList({ rows: 10, letter }).replaceAll(/,[59]0;/g, ',00;');
    assert.equal((await api.import('cut.csv', cut, sent))['status'], 'held_by_guard');

    const window = await signedIn(language);
    const { page } = window;
    const steps = stepsOf(page, language);
    await page.goto('/review');
    const waiting = page.getByRole('listitem').filter({ hasText: supplier });
    await waiting.getByText(review.kinds.held, { exact: true }).waitFor();
    await waiting.getByRole('link', { name: supplier }).click();
    await steps.status('held_by_guard').waitFor();
    const [why] = guard.rows_fell.split('{');
    await page.getByRole('status').filter({ hasText: why! }).waitFor();
    await button(page, imports.confirm).click();
    await steps.status('completed').waitFor();
    assert.equal(await steps.counted('updated'), 10);
    assert.deepEqual(window.complaints, []);
    await window.close();
  });

  test(`what the API refuses is said in its words, with the number of the request (${language})`, async () => {
    const window = await signedIn(language);
    const { page } = window;
    await page.goto('/imports/new');
    const answered = page.waitForResponse(
      (answer) => answer.url().endsWith('/api/v1/imports') && answer.request().method() === 'POST',
    );
    await page
      .getByLabel(imports.file)
      .setInputFiles(csvFile('tarif.csv', priceList({ rows: 3, letter: 'R' })));
    // The form asks whose file it is; the API does so too.
    await page.locator('main form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await button(page, imports.look).click();
    const refusal = await answered;
    assert.ok(refusal.status() >= 400, `${refusal.status()}`);
    const { detail, requestId } = (await refusal.json()) as { detail: string; requestId: string };
    const said = await page.locator('main').getByRole('alert').innerText();
    assert.ok(said.includes(detail), said);
    assert.ok(said.includes(common.requestId.replace('{id}', requestId)), said);
    assert.ok(await button(page, imports.look).isEnabled(), 'it may be tried again');

    const unknown = '00000000-0000-7000-8000-000000000000';
    await page.goto(`/imports/${unknown}`);
    assert.match(await page.locator('main').getByRole('alert').innerText(), new RegExp(unknown));
    await window.close();
  });

  test(`an API that fails or does not answer is said, and the page stands (${language})`, async () => {
    const window = await signedIn(language);
    const { page } = window;
    const detail = 'Something went wrong here';
    await page.route('**/api/v1/suppliers', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 500, code: 'internal', detail, requestId: 'request-17' }),
      }),
    );
    await page.goto('/suppliers');
    const alert = page.locator('main').getByRole('alert');
    await alert.getByText(detail).waitFor();
    await alert.getByText(common.requestId.replace('{id}', 'request-17')).waitFor();

    await page.route('**/api/v1/import-sources', (route) => route.abort());
    await page.goto('/sources');
    await page.locator('main').getByRole('alert').getByText(common.unreachable).waitFor();
    await page.unroute('**/api/v1/import-sources');
    await page.reload();
    await settle(page);
    assert.equal(await page.locator('main').getByRole('alert').count(), 0);
    await window.close();
  });
}
