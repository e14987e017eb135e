import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { assemble, manifests, type TablesOfDatabases } from '../composition.ts';
import { loadConfig } from '../platform/config.ts';
import { createDatabases } from '../platform/databases/router.ts';
import { createLog } from '../platform/telemetry/log.ts';
import { print } from './terminal.ts';

/** Pools open on demand and describing asks no database, so any address will do. */
const nowhere = { socketDir: '', urlFor: () => 'postgresql://localhost/none', release: () => undefined };

export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print the OpenAPI document of the REST interface')
    .action(async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'pm-openapi-'));
      try {
        const { createApi } = await import('../serve-api.ts');
        const config = loadConfig({}, { dataDir });
        const databases = createDatabases<TablesOfDatabases>({
          config,
          share: 'interactive',
          manifests,
          server: nowhere,
        });
        const app = await createApi(
          assemble({
            config,
            log: createLog({ level: 'silent', name: 'openapi' }),
            server: nowhere,
            databases,
          }),
        );
        await app.ready();
        print(JSON.stringify(app.swagger(), null, 2));
        await app.close();
        await databases.close();
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    });
}
