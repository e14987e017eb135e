import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { settle } from './browser.ts';

/** What a browser loads of scripts before a page works: bytes after gzip, by address. */
export type Scripts = ReadonlyMap<string, number>;

/** Opens the address in a window that has nothing cached and weighs the scripts that come. */
export async function weighScripts(page: Page, address: string): Promise<Scripts> {
  const coming: Promise<[string, number]>[] = [];
  const weigh = async (response: Response): Promise<[string, number]> => [
    new URL(response.url()).pathname,
    gzipSync(await response.body()).length,
  ];
  const listen = (response: Response): void => {
    if (response.request().resourceType() === 'script') coming.push(weigh(response));
  };
  page.on('response', listen);
  await page.goto(address);
  await settle(page);
  page.off('response', listen);
  return new Map(await Promise.all(coming));
}

export const totalOf = (scripts: Scripts): number =>
  [...scripts.values()].reduce((sum, size) => sum + size, 0);

/** The scripts that all of these pages load: what stands around every page, and what it stands on. */
export function sharedBy(pages: readonly Scripts[]): Scripts {
  const [first, ...others] = pages;
  return new Map([...(first ?? [])].filter(([address]) => others.every((scripts) => scripts.has(address))));
}

export interface Drawing {
  /** Cumulative layout shift: how much of the window moved by how far, 0 to 1 and more. */
  readonly shift: number;
  /** Largest contentful paint, in milliseconds after the address was asked for. */
  readonly paintMs: number;
  /** Interaction to next paint: what the slowest click or key waited for, in milliseconds, in steps of 8. */
  readonly interactionMs: number;
}

/** Has the pages of a window watch their own drawing; before any is opened. */
export async function watchDrawing(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen = { shift: 0, paintMs: 0, interactionMs: 0 };
    Object.assign(globalThis, { drawing: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      seen.paintMs = list.getEntries().at(-1)?.startTime ?? seen.paintMs;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
        if (entry.interactionId) seen.interactionMs = Math.max(seen.interactionMs, entry.duration);
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
}

export const drawingOf = (page: Page): Promise<Drawing> =>
  page.evaluate(() => ({ ...(globalThis as unknown as { drawing: Drawing }).drawing }));

/** By how many pixels the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
