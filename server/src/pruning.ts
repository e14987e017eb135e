import { pruneHistory, pruneHistoryJob } from './catalog/index.ts';
import type { TablesOfDatabases } from './composition.ts';
import { retentionDays, type Settings } from './core/index.ts';
import { pruneImports, type PrunedImports } from './imports/books/prune-imports.ts';
import { pruneImportsJob } from './imports/books/prune-imports.jobs.ts';
import type { PrunedPartition } from './platform/databases/prune-partitions.ts';
import type { Databases } from './platform/databases/router.ts';
import type { JobHandler } from './platform/queue/jobs.ts';
import type { ObjectStorage } from './platform/storage/object-storage.ts';
import type { Log } from './platform/telemetry/log.ts';

export interface Pruned extends PrunedImports {
  readonly partitions: PrunedPartition[];
}

const DAY_MS = 86_400_000;
/** A file that came just now is not in the database yet; its object may be that of one that came earlier this day. */
const LEAST_FILE_DAYS = 2;

/** What is given up after its time, by the settings: history, logs and stored files. */
export function createPruning(deps: {
  databases: Pick<Databases<TablesOfDatabases>, 'imports' | 'catalog'>;
  storage: ObjectStorage;
  settings: () => Promise<Settings>;
  log: Log;
  now: () => Date;
}) {
  const { databases, storage, log } = deps;
  const daysAgo = (days: number): Date => new Date(deps.now().getTime() - days * DAY_MS);
  async function ofImports(dryRun: boolean): Promise<PrunedImports> {
    const { retentionLogs, retentionFiles } = await deps.settings();
    return pruneImports(
      { db: databases.imports, storage },
      {
        logsBefore: daysAgo(retentionDays(retentionLogs)),
        filesBefore: daysAgo(Math.max(LEAST_FILE_DAYS, retentionDays(retentionFiles))),
        dryRun,
      },
    );
  }
  async function ofHistory(dryRun: boolean): Promise<PrunedPartition[]> {
    const { retentionHistory } = await deps.settings();
    return pruneHistory(databases.catalog, { before: daysAgo(retentionDays(retentionHistory)), dryRun });
  }
  return {
    async prune({ dryRun }: { dryRun: boolean }): Promise<Pruned> {
      const history = await ofHistory(dryRun);
      const imports = await ofImports(dryRun);
      return { ...imports, partitions: [...history, ...imports.partitions] };
    },
    jobHandlers: (): [string, JobHandler][] => [
      [
        pruneImportsJob.id,
        async () => log.info({ pruned: await ofImports(false) }, 'old imports were pruned'),
      ],
      [
        pruneHistoryJob.id,
        async () => log.info({ pruned: await ofHistory(false) }, 'old history was pruned'),
      ],
    ],
  };
}
