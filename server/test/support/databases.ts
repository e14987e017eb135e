import { manifests, type TablesOfDatabases } from '../../src/composition.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createDatabases, type Databases } from '../../src/platform/databases/router.ts';
import { createInstallation, type TestInstallation } from './installation.ts';

export interface TestDatabases {
  readonly installation: TestInstallation;
  readonly databases: Databases<TablesOfDatabases>;
  close(): Promise<void>;
}

/** The seven databases of a throw-away installation, migrated, without anything that works on them. */
export async function createTestDatabases(): Promise<TestDatabases> {
  const installation = await createInstallation();
  const databases = createDatabases<TablesOfDatabases>({
    config: loadConfig({}, { dataDir: installation.dataDir }),
    share: 'interactive',
    manifests,
    server: installation.server,
  });
  return {
    installation,
    databases,
    async close() {
      await databases.close();
      await installation.remove();
    },
  };
}
