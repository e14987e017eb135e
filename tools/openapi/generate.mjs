// Writes the OpenAPI document of the routes and the client's types from it. A workspace of its own, because the
// generator needs the TypeScript 5 compiler's interface, which TypeScript 7 no longer has.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

const root = new URL('../../', import.meta.url);
const described = spawnSync('node', [fileURLToPath(new URL('server/src/main.ts', root)), 'openapi'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (described.status !== 0) throw new Error(described.stderr);
const document = JSON.parse(described.stdout);
const client = new URL('packages/api-client/', root);
mkdirSync(new URL('src/', client), { recursive: true });
writeFileSync(new URL('openapi.json', client), `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(
  new URL('src/schema.ts', client),
  `// Made by \`npm run generate\` from the routes; not edited by hand.\n${astToString(await openapiTypescript(document))}`,
);
