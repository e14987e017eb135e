// Hands the interface to the process that owns the port: the API calls this with every request that is not its own.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dir = fileURLToPath(new URL('.', import.meta.url));

/**
 * Does not wait for the build: the API answers at once, and a page asked for meanwhile comes when it is ready.
 * @returns {Promise<(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>>}
 */
export async function createWebHandler() {
  const ready = buildOnce().then(loadHandler);
  // Told once here; each request is answered with it below.
  ready.catch((error) => process.stderr.write(`${error.message}\n`));
  return async (request, response) => {
    try {
      const handle = await ready;
      await handle(request, response);
    } catch {
      if (response.headersSent) return void response.destroy();
      response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('The web interface could not be built or answered; the server’s output says why.\n');
    }
  };
}

async function loadHandler() {
  const { default: next } = await import('next');
  const app = next({ dev: false, dir });
  await app.prepare();
  return app.getRequestHandler();
}

/** The first start builds; later ones do when a source is newer than the build. */
export async function buildOnce() {
  const built = join(dir, '.next', 'BUILD_ID');
  if (existsSync(built) && statSync(built).mtimeMs > newestSource(dir)) return;
  process.stderr.write('Building the web interface (once, about half a minute)…\n');
  const { code, output } = await runNext('build');
  if (code !== 0) throw new Error(`The web interface could not be built:\n${output}`);
  process.stderr.write('The web interface is ready\n');
}

function runNext(command) {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, command], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', stop);
      resolve({ code, output });
    });
  });
}

function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['.next', 'node_modules', 'next-env.d.ts', 'test', 'tsconfig.json'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs);
  }
  return newest;
}
