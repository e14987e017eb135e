import { posix } from 'node:path';

const domains = ['core', 'catalog', 'imports', 'exports', 'media', 'code2asin', 'analytics'];
/** Domain -> domains whose front door it may use. The catalogue uses none. */
const allowed = { imports: ['catalog'], exports: ['catalog'], media: ['catalog'] };
/** What stands above the domains and wires them. */
const above = ['commands', 'demo', 'composition.ts', 'serve-api.ts', 'run-worker.ts', 'main.ts'];
/** The configuration's reader is handed the environment here. */
const environmentReaders = [
  'composition.ts',
  'commands/operate.ts',
  'commands/rotate-key.ts',
  'platform/config.ts',
];

/**
 * Who may import whom in `server/src`.
 * @param {Map<string, string>} sources path below `server/src` -> text
 * @returns {{ problems: string[], imports: number }}
 */
export function findBorderProblems(sources) {
  const problems = [];
  let imports = 0;
  for (const [file, text] of sources) {
    const from = file.split('/')[0];
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)) {
      imports++;
      const path = posix.join(posix.dirname(file), target);
      const problem = problemOf(from, path, isTest(file));
      if (problem) problems.push(`${file}: ${problem}`);
    }
    if (!isTest(file) && /process\.env/.test(text) && !environmentReaders.includes(file))
      problems.push(`${file}: only platform/config.ts reads the environment`);
  }
  return { problems, imports };
}

function problemOf(from, path, test) {
  const to = path.split('/')[0];
  if (to === '..') return test || path.startsWith('../package') ? null : `leaves server/src by ${path}`;
  if (to === from) return null;
  // Tests of the platform and of a domain may be wired by the composition, as the program is.
  if (test) return domains.includes(from) && domains.includes(to) ? betweenDomains(from, to, path) : null;
  if (from === 'platform') return `platform stands under everything and may not import ${path}`;
  if (!domains.includes(from)) return null;
  if (above.includes(to)) return `a domain may not import ${path}`;
  return domains.includes(to) ? betweenDomains(from, to, path) : null;
}

function betweenDomains(from, to, path) {
  if (!allowed[from]?.includes(to)) return `${from} may not use ${to}`;
  if (path !== `${to}/index.ts`) return `${to} is entered by ${to}/index.ts only, not by ${path}`;
  return null;
}

const isTest = (file) => /\.test\.ts$|\/testing\//.test(file);
