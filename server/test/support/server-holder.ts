import { acquireEmbeddedServer } from '../../src/platform/databases/embedded/server.ts';

// Holds the embedded server of a folder until it is killed.
await acquireEmbeddedServer({ dataDir: process.argv[2] ?? '', maxConnections: 50 });
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
