// Hands the interface to the process that owns the port: the API calls this with every request that is not its own.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dir = fileURLToPath(new URL('.', import.meta.url));

/** @returns {Promise<(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>>} */
export async function createWebHandler() {
  buildOnce();
  const { default: next } = await import('next');
  const app = next({ dev: false, dir });
  await app.prepare();
  return app.getRequestHandler();
}

/** The first start builds; later ones do while the sources are older than the build. */
function buildOnce() {
  const built = join(dir, '.next', 'BUILD_ID');
  if (existsSync(built) && statSync(built).mtimeMs > newestSource(dir)) return;
  process.stderr.write('Building the web interface (once, about half a minute)…\n');
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const result = spawnSync(process.execPath, [next, 'build'], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (result.status !== 0)
    throw new Error(`The web interface could not be built:\n${result.stdout}${result.stderr}`);
}

function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['.next', 'node_modules', 'next-env.d.ts', 'tsconfig.json'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs);
  }
  return newest;
}
