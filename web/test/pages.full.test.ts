import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { accessibilityProblems } from './support/accessibility.ts';
import { connectApi } from './support/api.ts';
import {
  launchBrowser,
  openWindow,
  settle,
  telephone,
  themes,
  type BrowserWindow,
} from './support/browser.ts';
import { drawingOf, overflowOf, sharedBy, totalOf, watchDrawing, weighScripts } from './support/measures.ts';
import { startProgram, type RunningProgram } from './support/program.ts';
import { languages } from './support/words.ts';
import { makeWorld, type World } from './support/world.ts';
import { pages, pathIn, type PageEntry } from './pages.ts';

/** Of scripts after gzip, in bytes: what a telephone on a slow line loads in about two seconds. */
const MOST_OF_A_PAGE = 280_000;
/** Of what all pages stand on: React, Next, requests and the words of the shell in one language. */
const MOST_OF_THE_BASE = 170_000;
/** Of that and what stands around the pages of who is signed in: navigation, search, live connection. */
const MOST_OF_THE_SHELL = 185_000;
/** Cumulative layout shift from which on people notice: half of what web.dev calls good. */
const MOST_SHIFT = 0.05;

let program: RunningProgram;
let browser: Browser;
let world: World;

before(async () => {
  program = await startProgram();
  browser = await launchBrowser();
  world = await makeWorld(await connectApi(program.origin));
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

async function newWindow(entry: PageEntry, look: Parameters<typeof openWindow>[2]): Promise<BrowserWindow> {
  const window = await openWindow(browser, program.origin, look);
  if (!entry.open) await window.signIn();
  return window;
}

/** A page that is not there answers so, which the browser's console repeats. */
const isExpected = ({ name }: PageEntry, complaint: string): boolean =>
  name === 'not-found' && /status of 404/.test(complaint);

for (const entry of pages)
  for (const language of languages)
    test(`${entry.name} (${language}): accessible in both themes, steady, no wider than a telephone`, async () => {
      const window = await newWindow(entry, { language });
      const { page } = window;
      await watchDrawing(window.context);
      await page.goto(pathIn(world, entry));
      await settle(page);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      const { shift } = await drawingOf(page);
      assert.ok(shift <= MOST_SHIFT, `what was drawn moved by ${shift}`);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        assert.deepEqual(await accessibilityProblems(page), [], theme);
      }
      await page.setViewportSize(telephone);
      await settle(page);
      assert.equal(await overflowOf(page), 0, 'pixels too many at a telephone’s width');
      assert.deepEqual(await accessibilityProblems(page), [], 'at a telephone’s width');
      assert.deepEqual(
        window.complaints.filter((complaint) => !isExpected(entry, complaint)),
        [],
      );
      await window.close();
    });

test('no page loads more scripts than its budget, nor does what all of them load', async (t) => {
  const weighed = new Map<PageEntry, ReadonlyMap<string, number>>();
  for (const entry of pages) {
    const window = await newWindow(entry, {});
    weighed.set(entry, await weighScripts(window.page, pathIn(world, entry)));
    await window.close();
  }
  for (const [{ name }, scripts] of weighed) t.diagnostic(`${name}: ${totalOf(scripts)} bytes`);
  const tooMuch = [...weighed].filter(([, scripts]) => totalOf(scripts) > MOST_OF_A_PAGE);
  assert.deepEqual(
    tooMuch.map(([{ name }, scripts]) => [name, totalOf(scripts)]),
    [],
  );
  const all = [...weighed.values()];
  const signedIn = [...weighed].flatMap(([{ open, bare }, scripts]) => (open || bare ? [] : [scripts]));
  for (const [what, scripts, most] of [
    ['base', all, MOST_OF_THE_BASE],
    ['shell', signedIn, MOST_OF_THE_SHELL],
  ] as const) {
    const size = totalOf(sharedBy(scripts));
    t.diagnostic(`${what}: ${size} bytes`);
    assert.ok(size > 0, 'no script was seen');
    assert.ok(size <= most, `the ${what} of the pages loads ${size} bytes of scripts`);
  }
});
