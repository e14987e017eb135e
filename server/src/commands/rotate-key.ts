import type { Command } from 'commander';
import pg from 'pg';
import { manifests, queueInstall, type TablesOfDatabases } from '../composition.ts';
import { loadConfig, type Config } from '../platform/config.ts';
import { acquireEmbeddedServer, type EmbeddedServer } from '../platform/databases/embedded/server.ts';
import { migrate } from '../platform/databases/migrator.ts';
import { connectionBudget, createDatabases } from '../platform/databases/router.ts';
import { AppError } from '../platform/errors.ts';
import { createKillPoint } from '../platform/kill-point.ts';
import {
  dropPreviousKeyFile,
  loadSecrets,
  ownsKeyFile,
  replaceKeyFile,
} from '../platform/sealing/load-secrets.ts';
import { rotateKey, type RotatedColumn } from '../platform/sealing/rotate-key.ts';
import { countOtherProcesses } from '../platform/sealing/sealed-values.queries.ts';
import { createSealer } from '../platform/sealing/sealer.ts';
import { dataDirOption } from './search.ts';
import { createProgressBar, print, printJson } from './terminal.ts';

export function addRotateKeyCommand(program: Command): void {
  program
    .command('rotate-key')
    .description(
      'seal every stored secret anew under the present ENCRYPTION_KEY; goes on where it was interrupted',
    )
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      '\nWith keys of your own: give the new one as ENCRYPTION_KEY and the old one as ENCRYPTION_KEY_PREVIOUS, restart\n' +
        'every process with both, run this command, then take ENCRYPTION_KEY_PREVIOUS away.\n' +
        'With the key in DATA_DIR/secrets: stop ProductsManager and run this command; it makes the new key.',
    )
    .action(async (options: { json?: boolean; dataDir?: string }) => {
      const columns = await rotate(options.dataDir);
      const resealed = columns.reduce((sum, column) => sum + column.resealed, 0);
      if (options.json) printJson({ resealed, columns });
      else print(`${resealed} values sealed anew; nothing is left under another key`);
    });
}

async function rotate(dataDir: string | undefined): Promise<RotatedColumn[]> {
  const config = loadConfig(process.env, { dataDir });
  const server = config.embedded
    ? await acquireEmbeddedServer({ dataDir: config.dataDir, maxConnections: connectionBudget(config, 4) })
    : null;
  try {
    if (server) await migrate({ config, server, manifests, install: queueInstall });
    if (server && ownsKeyFile(config)) {
      await refuseWhileRunning(server);
      replaceKeyFile(config.dataDir);
    }
    const columns = await resealAll(config, server);
    if (ownsKeyFile(config)) dropPreviousKeyFile(config.dataDir);
    return columns;
  } finally {
    server?.release();
  }
}

/** A process that started before holds the old key only: what it seals later would be lost with that key. */
async function refuseWhileRunning(server: EmbeddedServer): Promise<void> {
  const client = new pg.Client({ connectionString: server.urlFor('core') });
  await client.connect();
  try {
    if ((await countOtherProcesses(client)) === 0) return;
    throw new AppError('sealing.running', {
      message:
        'ProductsManager is running on this data directory and holds the old key; stop it, then run rotate-key again',
    });
  } finally {
    await client.end();
  }
}

async function resealAll(config: Config, server: EmbeddedServer | null): Promise<RotatedColumn[]> {
  const databases = createDatabases<TablesOfDatabases>({ config, share: 'batch', manifests, server });
  const sealer = createSealer(loadSecrets(config));
  const bar = createProgressBar();
  let total = 0;
  try {
    const columns: RotatedColumn[] = [];
    for (const manifest of manifests) {
      const done = await rotateKey({
        pool: databases.pools[manifest.name],
        columns: manifest.sealed ?? [],
        sealer,
        onBatch: (resealed) => bar.update('sealing', 0, `${(total += resealed)} values`),
        reach: createKillPoint(config.killAt),
      });
      columns.push(...done);
    }
    return columns;
  } finally {
    bar.end();
    await databases.close();
  }
}
