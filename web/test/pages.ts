import type { World } from './support/world.ts';

export interface PageEntry {
  /** Of its pictures and in the reports of its tests. */
  readonly name: string;
  /** `[name]` stands for an id of the `World`. */
  readonly path: string;
  /** Shown to whoever is not signed in. */
  readonly open?: true;
  /** Without what stands around the pages of who is signed in. */
  readonly bare?: true;
}

/**
 * Every screen of the interface, each in a state with something to see. Accessibility, budgets and the pictures are
 * looked after for what stands here; `pages.test.ts` says which page of `app/` does not.
 */
export const pages: readonly PageEntry[] = [
  { name: 'sign-in', path: '/sign-in', open: true },
  { name: 'setup', path: '/setup?token=used', open: true },
  { name: 'password-reset', path: '/password-reset', open: true },
  { name: 'new-password', path: '/password-reset?token=used', open: true },
  { name: 'overview', path: '/' },
  { name: 'products', path: '/products' },
  { name: 'products-none', path: '/products?q=nothingiscalledthis' },
  { name: 'product', path: '/products/[product]' },
  { name: 'imports', path: '/imports' },
  { name: 'import-new', path: '/imports/new' },
  { name: 'import-planned', path: '/imports/[planned]' },
  { name: 'import-held', path: '/imports/[held]' },
  { name: 'import-undecided', path: '/imports/[undecided]' },
  { name: 'import-completed', path: '/imports/[completed]' },
  { name: 'import-failed', path: '/imports/[failed]' },
  { name: 'review', path: '/review' },
  { name: 'first-look-new', path: '/first-look' },
  { name: 'first-look', path: '/first-look/[look]' },
  { name: 'suppliers', path: '/suppliers' },
  { name: 'supplier-new', path: '/suppliers/new' },
  { name: 'supplier', path: '/suppliers/[supplier]' },
  { name: 'sources', path: '/sources' },
  { name: 'source-new', path: '/sources/new' },
  { name: 'source', path: '/sources/[source]' },
  { name: 'schedules', path: '/schedules' },
  { name: 'schedule-new', path: '/schedules/new' },
  { name: 'schedule', path: '/schedules/[schedule]' },
  { name: 'templates', path: '/templates' },
  { name: 'template-new', path: '/templates/new' },
  { name: 'template', path: '/templates/[template]' },
  { name: 'account', path: '/account' },
  { name: 'not-found', path: '/nothing-is-here', bare: true },
];

/** The address of a page in an installation that holds these. */
export function pathIn(world: World, { path }: PageEntry): string {
  return path.replace(/\[(\w+)\]/g, (_, name: string) => {
    const id = (world as unknown as Readonly<Record<string, string | undefined>>)[name];
    if (id === undefined) throw new Error(`${path}: the world of the tests has no ${name}`);
    return id;
  });
}
