// The committed OpenAPI document and client types are what the routes say now.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const files = ['packages/api-client/openapi.json', 'packages/api-client/src/schema.ts'].map(
  (path) => new URL(path, root),
);
const read = () => files.map((file) => readFileSync(file, 'utf8'));
const before = read();
const made = spawnSync('node', [fileURLToPath(new URL('tools/openapi/generate.mjs', root))], {
  encoding: 'utf8',
});
if (made.status !== 0) {
  console.error(made.stderr || made.stdout);
  process.exit(1);
}
const changed = read().flatMap((text, i) =>
  text === before[i] ? [] : [files[i].pathname.split('/').slice(-3).join('/')],
);
if (changed.length > 0) {
  console.error(`${changed.join(', ')} was not current and is now; commit it`);
  process.exit(1);
}
