// Borders between domains: who may import whom. Read from the import statements themselves; the usual tool for
// this does not understand the TypeScript in use (docs/adr/0007).
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../server/src/', import.meta.url));
const domains = ['core', 'catalog', 'imports', 'exports', 'media', 'code2asin', 'analytics'];
/** Domain -> domains whose front door it may use. The catalogue uses none. */
const allowed = { imports: ['catalog'], exports: ['catalog'] };
/** A rule that reads nothing passes always: fewer files than this means that the reading is broken. */
const LEAST_FILES = 60;

const files = readdirSync(source, { recursive: true }).filter((name) => name.endsWith('.ts'));
const problems = [];
let edges = 0;
for (const file of files) {
  const from = file.split('/')[0];
  const text = readFileSync(join(source, file), 'utf8');
  for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)) {
    edges++;
    const path = relative(source, join(source, dirname(file), target));
    const to = path.split('/')[0];
    if (to === from || !domains.includes(to)) {
      if (from === 'platform' && to !== 'platform')
        problems.push(`${file}: platform stands under everything and may not import ${path}`);
      if (domains.includes(from) && ['commands', 'composition.ts', 'serve.ts', 'main.ts'].includes(to))
        problems.push(`${file}: a domain may not import ${path}`);
      continue;
    }
    if (from === 'platform') problems.push(`${file}: platform knows no domain, but imports ${path}`);
    if (domains.includes(from) && !allowed[from]?.includes(to))
      problems.push(`${file}: ${from} may not use ${to}`);
    if (domains.includes(from) && allowed[from]?.includes(to) && path !== `${to}/index.ts`)
      problems.push(`${file}: ${to} is entered by ${to}/index.ts only, not by ${path}`);
  }
  if (
    /process\.env/.test(text) &&
    !['composition.ts', 'commands/operate.ts', 'platform/config.ts'].includes(file)
  ) {
    problems.push(
      `${file}: the environment is read by platform/config.ts, which is handed it by composition.ts and commands/operate.ts`,
    );
  }
}
if (files.length < LEAST_FILES || edges < LEAST_FILES * 2)
  problems.push(`only ${files.length} files and ${edges} imports were read`);
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${edges} imports`);
process.exit(problems.length === 0 ? 0 : 1);
