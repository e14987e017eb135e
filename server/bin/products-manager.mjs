#!/usr/bin/env -S node --max-semi-space-size=16
// The flag bounds the space of young objects (MB): an import of a million rows takes 255 MB with it and 340 MB without.
// Node 24 runs the TypeScript sources directly. npm installs it beside them; an older Node that comes first in
// the path hands over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
// Not by name: an old Node has no `enableCompileCache` and must still get as far as handing over.
import nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // Stripped types and compiled code are kept: 0.3 s of every start.
  nodeModule.enableCompileCache();
  await import(main.href);
} else {
  const node = installedNode();
  if (!node) {
    process.stderr.write(
      `Node ${process.version} is too old and npm installed no Node ${NEEDED} for ${process.platform}-${process.arch}; install Node ${NEEDED}\n`,
    );
    process.exit(1);
  }
  const child = spawn(node, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of forwarded) process.on(name, () => child.kill(name));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    // Ends as the child did; with our own handlers in place the signal would end nothing.
    for (const name of forwarded) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function installedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const folder = dirname(
      nodeModule.createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`),
    );
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
