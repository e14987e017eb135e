import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA and what the makers of the rules call good practice; none of them is switched off. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** @returns what is wrong with the page as it stands, a line for each place; empty: nothing */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await atRest(page);
  // Through the debugger, which the page's policy of scripts does not bind.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await inPage.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return found.violations.map(({ id, help, nodes }) => ({
      rule: `${id} (${help})`,
      places: nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
    }));
  }, TAGS);
  return violations.flatMap(({ rule, places }) => places.map((place) => `${rule}: ${place}`));
}

/** Waits until colours have changed: of what is nested each follows the one around it, a frame later. */
const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let frame = 0, calm = 0; calm < 3 && frame < 120; frame++) {
      await nextFrame();
      calm = document.getAnimations().length === 0 ? calm + 1 : 0;
    }
  });
