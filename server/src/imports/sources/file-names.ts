/** Names that programs give to files which are still being written. */
const partial = /^[.~]|[~]$|\.(?:part|partial|tmp|temp|filepart|crdownload|download|swp|lock|writing)$/i;

export const isPartialName = (name: string): boolean => partial.test(name);

/**
 * Whether a name fits a pattern of `*` (any signs) and `?` (one sign), whatever the case. By two pointers instead of
 * a regular expression: `*a*a*a*…` takes one of those minutes.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const [text, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
  let [at, wantedAt, star, restart] = [0, 0, -1, 0];
  while (at < text.length) {
    const sign = wanted[wantedAt];
    if (sign === '*') {
      star = wantedAt++;
      restart = at;
    } else if (sign === '?' || sign === text[at]) {
      wantedAt++;
      at++;
    } else if (star >= 0) {
      // The last star takes one sign more; earlier ones need not be tried again.
      wantedAt = star + 1;
      at = ++restart;
    } else return false;
  }
  while (wanted[wantedAt] === '*') wantedAt++;
  return wantedAt === wanted.length;
}

/** The last part of a path, without what no file of ours may be named. */
export function plainName(path: string): string {
  const last = path.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const clean = [...last].filter((sign) => sign >= ' ' && sign !== '\x7f').join('');
  return clean.slice(-200) || 'file';
}
