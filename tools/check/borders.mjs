// Borders between domains, read from the import statements themselves: the usual tool for this reads no module
// at all with the TypeScript in use, and passes (docs/adr/0007).
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBorderProblems } from './border-rules.mjs';

/** A rule that reads nothing passes always: fewer files than this mean that the reading is broken. */
const LEAST_FILES = 60;

const problems = [];
const server = readSources('server/src/');
const checked = findBorderProblems(server);
problems.push(...checked.problems);
if (server.size < LEAST_FILES || checked.imports < LEAST_FILES * 2)
  problems.push(`only ${server.size} files and ${checked.imports} imports were read`);

// The page knows the server by its addresses alone; its tests start one with what the server's tests start it with.
const ofServer = /['"](?:\.\.\/)+server\/|['"]@products-manager\/server/;
const beyondSupport = /['"](?:\.\.\/)+server\/(?!test\/support\/)|['"]@products-manager\/server/;
const web = readSources('web/');
if (web.size === 0) problems.push('no file of web/ was read');
for (const [file, text] of web) {
  if ((file.startsWith('test/') ? beyondSupport : ofServer).test(text))
    problems.push(`web/${file}: the interface may not import the server`);
}

for (const problem of problems) console.error(problem);
console.log(`${server.size + web.size} files, ${checked.imports} imports`);
process.exit(problems.length === 0 ? 0 : 1);

function readSources(folder) {
  const base = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  const names = readdirSync(base, { recursive: true }).filter(
    (name) => /\.(ts|tsx|mjs)$/.test(name) && !/(^|[\\/])(node_modules|\.next)[\\/]/.test(name),
  );
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), readFileSync(base + name, 'utf8')]));
}
