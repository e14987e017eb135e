import type { Locator, Page } from 'playwright-core';
import { words, type Language } from './words.ts';
import type { Account } from './program.ts';

/** A file as it is chosen in a window. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const csvFile = (name: string, text: string): GivenFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const title = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true });

/** What people do, step by step, told by the words they read. */
export function stepsOf(page: Page, language: Language) {
  const { imports, signIn, overview, shell } = words[language];
  const status = (name: keyof typeof imports.status): Locator =>
    page.getByText(imports.status[name], { exact: true });
  const books = (name: keyof typeof imports.rows): Locator =>
    page.locator('dl > div', { has: page.getByText(imports.rows[name], { exact: true }) });
  return {
    status,
    async signIn({ email, password }: Account): Promise<void> {
      await page.getByLabel(signIn.email).fill(email);
      await page.getByLabel(signIn.password).fill(password);
      await button(page, signIn.signIn).click();
      await title(page, overview.title).waitFor();
    },
    async signOut(): Promise<void> {
      await button(page, shell.account).click();
      await page.getByRole('menuitem', { name: shell.signOut }).click();
      await title(page, signIn.signIn).waitFor();
    },
    /** Hands a file in and waits for the address of its import. @returns its id */
    async sendFile(file: string | GivenFile, supplier: string): Promise<string> {
      await title(page, imports.title).waitFor();
      await page.getByLabel(imports.file).setInputFiles(file);
      await page.getByLabel(imports.supplier, { exact: true }).fill(supplier);
      await button(page, imports.look).click();
      return jobShown(page);
    },
    /** The number above a word in the books of an import. Waits for it: a word without a number is not shown. */
    counted: async (name: keyof typeof imports.rows): Promise<number> => numberOf(books(name)),
    /** The same of an import that has ended: what its books do not show is none. */
    async finallyCounted(name: keyof typeof imports.rows): Promise<number> {
      await books('read').waitFor();
      return (await books(name).count()) === 0 ? 0 : numberOf(books(name));
    },
  };
}

/** The number of a word and its number. */
export const numberOf = async (pair: Locator): Promise<number> =>
  Number((await pair.locator('dd').innerText()).replaceAll(/\D/g, ''));

const jobAddress = /\/imports\/([0-9a-f]{8}-[0-9a-f-]{27})$/;

/** Waits until an import is at its address. @returns its id */
export async function jobShown(page: Page, other?: string): Promise<string> {
  await page.waitForURL((url) => jobAddress.test(url.pathname) && !(other && url.pathname.endsWith(other)));
  return jobAddress.exec(page.url())![1]!;
}
