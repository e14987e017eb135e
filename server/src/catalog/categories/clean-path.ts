/** One way to write a path, whatever blanks stand around its marks. */
export const cleanPath = (path: string): string =>
  path
    .split('>')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join(' > ');
