import { statfsSync } from 'node:fs';
import type { Command } from 'commander';
import { createSystem, manifests, queueInstall } from '../composition.ts';
import { loadConfig } from '../platform/config.ts';
import { acquireEmbeddedServer } from '../platform/databases/embedded/server.ts';
import { migrate, migrationStatus } from '../platform/databases/migrator.ts';
import { databaseNames } from '../platform/databases/names.ts';
import { connectionBudget } from '../platform/databases/router.ts';
import { AppError } from '../platform/errors.ts';
import { listJobs } from '../imports/jobs/import-job.queries.ts';
import { dataDirOption } from './search.ts';
import { exitCodes, explain, print, printJson } from './terminal.ts';

export function addOperateCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the seven databases to the present schema; safe twice and from two processes at once')
    .option('--database <name>', `one of ${databaseNames.join(', ')}`)
    .option('--status', 'show what is applied and what is pending')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(runMigrate);
  program
    .command('status')
    .description('databases, queues, search lag and the last imports')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(showStatus);
  program
    .command('doctor')
    .description('check configuration, database, disk and rights, and say what to mend')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(runDoctor);
}

async function runMigrate(options: {
  database?: string;
  status?: boolean;
  json?: boolean;
  dataDir?: string;
}): Promise<void> {
  const chosen = options.database
    ? manifests.filter((manifest) => manifest.name === options.database)
    : manifests;
  if (chosen.length === 0) {
    throw new AppError('usage.invalid', {
      message: `There is no database "${options.database}"; databases: ${databaseNames.join(', ')}`,
    });
  }
  const config = loadConfig(process.env, { dataDir: options.dataDir, secrets: 'optional' });
  const server = config.embedded
    ? await acquireEmbeddedServer({ dataDir: config.dataDir, maxConnections: connectionBudget(config, 4) })
    : null;
  try {
    const base = { config, server, manifests: chosen, install: queueInstall };
    const result = options.status ? await migrationStatus(base) : await migrate(base);
    if (options.json) printJson({ databases: result });
    else {
      for (const { database, applied, pending } of result) {
        print(
          `${database.padEnd(10)} ${applied.length} applied${options.status ? `, ${pending.length} pending` : ' now'}${pending.length ? `: ${pending.join(', ')}` : ''}`,
        );
      }
    }
    if (options.status && result.some(({ pending }) => pending.length > 0))
      process.exitCode = exitCodes.failed;
  } finally {
    server?.release();
  }
}

async function showStatus(options: { json?: boolean; dataDir?: string }): Promise<void> {
  const system = await createSystem({ name: 'status', share: 'interactive', dataDir: options.dataDir });
  try {
    const [databases, queues, search, jobs, counted] = await Promise.all([
      system.databases.ping(),
      system.queue.status(),
      system.searchFollower.lag(),
      listJobs(system.databases.imports, { limit: 5, before: null }),
      system.databases.pools.catalog.query<{ products: number }>(
        'select count(*)::int as products from products',
        [],
      ),
    ]);
    const products = counted.rows[0]!.products;
    const imports = jobs.map((job) => ({
      id: job.id,
      status: job.status,
      supplier: job.supplier_name,
      createdAt: job.created_at,
      rows: job.rows,
    }));
    if (options.json) printJson({ products, databases, queues, search, imports });
    else {
      print(`products   ${products}`);
      for (const [name, state] of Object.entries(databases))
        print(`${name.padEnd(10)} ${state.ok ? `up, ${state.latencyMs} ms` : `down: ${state.error}`}`);
      for (const [name, state] of Object.entries(queues))
        print(
          `queue ${name.padEnd(10)} ${state.waiting} waiting, ${state.active} active, ${state.dead} dead`,
        );
      print(`search     ${search.names} batches of names and ${search.descriptions} of descriptions behind`);
      for (const job of imports) print(`import ${job.id}  ${job.status}  ${job.supplier ?? 'own'}`);
    }
    process.exitCode = Object.values(databases).every((state) => state.ok)
      ? exitCodes.done
      : exitCodes.failed;
  } finally {
    await system.close();
  }
}

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Free space under which an import of a large file may not end. */
const LOW_DISK_BYTES = 2 * 1024 ** 3;

async function runDoctor(options: { json?: boolean; dataDir?: string }): Promise<void> {
  const checks: Check[] = [];
  const check = async (name: string, run: () => Promise<string>): Promise<void> => {
    try {
      checks.push({ name, ok: true, detail: await run() });
    } catch (error) {
      checks.push({ name, ok: false, detail: explain(error) });
    }
  };
  const major = Number(process.versions.node.split('.')[0]);
  await check('node', async () => {
    if (major < 24)
      throw new AppError('doctor.node', {
        message: `Node ${process.version}; 24 is needed, and comes with npm ci`,
      });
    return process.version;
  });
  await check('configuration', async () => {
    const config = loadConfig(process.env, { dataDir: options.dataDir });
    return config.embedded ? `embedded database in ${config.dataDir}` : 'external databases';
  });
  await check('databases', async () => {
    const system = await createSystem({ name: 'doctor', share: 'interactive', dataDir: options.dataDir });
    try {
      const down = Object.entries(await system.databases.ping()).filter(([, state]) => !state.ok);
      if (down.length > 0)
        throw new AppError('doctor.databases', {
          message: down.map(([name, state]) => `${name}: ${state.error}`).join('; '),
        });
      const disk = statfsSync(system.config.dataDir);
      const free = disk.bavail * disk.bsize;
      if (free < LOW_DISK_BYTES)
        throw new AppError('doctor.disk', {
          message: `Only ${Math.round(free / 1024 ** 2)} MiB free in ${system.config.dataDir}`,
        });
      return `seven answer; ${Math.round(free / 1024 ** 3)} GiB free`;
    } finally {
      await system.close();
    }
  });
  if (options.json) printJson({ checks });
  else
    for (const { name, ok, detail } of checks)
      print(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${detail}`);
  process.exitCode = checks.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed;
}
