import type { WordPart } from './messages';

/** The parts of the words that pages say, by the first step of their address; the shell's are said everywhere. */
export const pageParts: Readonly<Record<string, readonly WordPart[]>> = {
  '': ['dashboard', 'imports', 'review'],
  account: ['account'],
  'first-look': ['firstLook', 'imports', 'products'],
  imports: ['imports', 'review', 'suppliers'],
  'password-reset': ['signIn'],
  products: ['products', 'imports'],
  review: ['review'],
  schedules: ['schedules'],
  setup: ['signIn'],
  'sign-in': ['signIn'],
  sources: ['sources', 'suppliers'],
  suppliers: ['suppliers'],
  templates: ['templates', 'imports'],
};

export const partsAt = (pathname: string): readonly WordPart[] =>
  pageParts[pathname.split('/')[1] ?? ''] ?? [];
