import { spawnSync } from 'node:child_process';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { admin, type Account } from './program.ts';
import type { Language } from './words.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Of a desk, of a tablet on its side and of a telephone. */
export const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;
export const [desk, , telephone] = sizes;

/** Nobody waits as long as this for anything; what takes longer is broken. */
const PATIENCE_MS = 90_000;

/** The system's Chromium, which can reach nothing but this machine. */
export function launchBrowser(): Promise<Browser> {
  const search = ['-c', 'command -v chromium'];
  const executablePath = spawnSync('sh', search, { encoding: 'utf8' }).stdout.trim();
  if (!executablePath) throw new Error('chromium is missing: npm run test:setup');
  return chromium.launch({
    executablePath,
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
      // Containers have little of it.
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
    ],
  });
}

export interface Look {
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: Theme;
  readonly language?: Language;
}

export interface BrowserWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What nobody may find in a window: errors in its console, and requests to other places than the program. */
  readonly complaints: readonly string[];
  signIn(account?: Account): Promise<void>;
  close(): Promise<void>;
}

/** A window of a browser that was never here before: nothing stored, nothing cached. */
export async function openWindow(
  browser: Browser,
  origin: string,
  { size = desk, theme = 'light', language = 'en' }: Look = {},
): Promise<BrowserWindow> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: size,
    colorScheme: theme,
    // Colours are looked at when they have come to rest.
    reducedMotion: 'reduce',
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().stack}`));
  const leaves = (address: string): void => {
    const { protocol, host } = new URL(address);
    if (/^(https?|wss?):$/.test(protocol) && host !== new URL(origin).host)
      complaints.push(`request to another place: ${address}`);
  };
  context.on('request', (request) => leaves(request.url()));
  const page = await context.newPage();
  page.on('websocket', (socket) => leaves(socket.url()));
  return {
    page,
    context,
    complaints,
    async signIn(account = admin) {
      const answer = await context.request.post('/api/v1/auth/login', {
        data: { ...account, cookies: true },
        headers: { origin },
      });
      if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
    },
    close: () => context.close(),
  };
}

/** Waits until a page has come to rest: nothing loads, and no placeholder stands where something will be. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1, main[role=status]').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('.animate-pulse') === null);
}
