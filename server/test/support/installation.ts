import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { acquireEmbeddedServer, type EmbeddedServer } from '../../src/platform/databases/embedded/server.ts';
import type { DatabaseName } from '../../src/platform/databases/names.ts';
import { layPreparedDatabases } from './prepared-databases.ts';

export interface TestInstallation {
  readonly dataDir: string;
  readonly server: EmbeddedServer;
  connect(database?: DatabaseName): Promise<pg.Client>;
  remove(): Promise<void>;
}

/**
 * A data directory of its own with a running embedded server, migrated.
 *
 * @param options.durable writes through to the disk, as an installation does: for what is measured. A test ends by
 * kills of processes, never of the machine, and what the kernel holds survives those.
 */
export async function createInstallation({ durable = false } = {}): Promise<TestInstallation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-test-'));
  await layPreparedDatabases(dataDir);
  if (!durable) appendFileSync(join(dataDir, 'postgres/cluster/postgresql.conf'), '\nfsync = off\n');
  const server = await acquireEmbeddedServer({ dataDir, maxConnections: 300 });
  return {
    dataDir,
    server,
    async connect(database = 'catalog') {
      const client = new pg.Client({ connectionString: server.urlFor(database) });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    async remove() {
      server.release();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    },
  };
}
