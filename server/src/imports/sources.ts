import type { Kysely } from 'kysely';
import type { ChangeSetService, RenameOffers, SupplierService } from '../catalog/index.ts';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import { within } from '../platform/databases/transactions.ts';
import type { Announce } from '../platform/events/announcement.ts';
import { isPublicAddress } from '../platform/http/public-address.ts';
import { createSafeAddresses } from '../platform/http/safe-address.ts';
import { createSafeOpen } from '../platform/http/safe-fetch.ts';
import type { RouteSet } from '../platform/http/server.ts';
import type { JobHandler } from '../platform/queue/jobs.ts';
import type { Queue } from '../platform/queue/queue.ts';
import type { ObjectStorage } from '../platform/storage/object-storage.ts';
import type { Sealer } from '../platform/sealing/sealer.ts';
import { importConfigRoutes } from './configs/config.routes.ts';
import { createImportConfigService } from './configs/config.service.ts';
import { importFileRoutes } from './files/import-file.routes.ts';
import type { EnqueueImport, ImportDefaults, ImportService } from './jobs/import.service.ts';
import { renameRoutes } from './references/rename.routes.ts';
import { scheduleJobHandlers } from './schedules/schedule.jobs.ts';
import { importScheduleRoutes } from './schedules/schedule.routes.ts';
import { createScheduleService } from './schedules/schedule.service.ts';
import { createConnect } from './sources/connectors/connect-source.ts';
import { pollSource } from './sources/poll-source.ts';
import { pollSourceJob, sourceJobHandlers, type EnqueuePoll } from './sources/source.jobs.ts';
import { sourceRoutes } from './sources/source.routes.ts';
import { createSourceService } from './sources/source.service.ts';
import { createTakeFile } from './sources/take-file.ts';
import type { ImportsTables } from './tables.ts';

/** Where files come from, wired: handed in to be looked at, and by themselves from sources, by configurations and schedules. */
export function createImportSources(deps: {
  db: Kysely<ImportsTables>;
  pool: ConnectionPool;
  queue: Queue;
  sealer: Sealer;
  suppliers: SupplierService;
  imports: ImportService;
  storage: ObjectStorage;
  changeSets: ChangeSetService;
  renameOffers: RenameOffers;
  defaults: () => Promise<ImportDefaults>;
  enqueueImport: EnqueueImport;
  config: {
    readonly allowPrivateSources: boolean;
    readonly importFolders: readonly string[];
    readonly maxUploadBytes: number;
  };
  timeZone: () => Promise<string>;
  newId: () => string;
  now: () => Date;
  reach: (point: string) => void;
}) {
  const { db, pool, config, now, queue } = deps;
  const allows = config.allowPrivateSources ? () => true : isPublicAddress;
  const configs = createImportConfigService({ db, suppliers: deps.suppliers });
  const sources = createSourceService({
    db,
    sealer: deps.sealer,
    newId: deps.newId,
    usualHours: configs.usualHours,
  });
  const schedules = createScheduleService({ db, timeZone: deps.timeZone, now });
  const maxBytes = config.maxUploadBytes;
  const openSafely = createSafeOpen({ allows });
  const connect = createConnect({
    openSafely,
    addresses: createSafeAddresses({ allows }),
    folders: config.importFolders,
    maxBytes,
    openSecret: sources.openSecret,
    now,
  });
  const enqueuePoll: EnqueuePoll = async (transaction, payload, startAfterSeconds = 0) =>
    void (await queue.send(pollSourceJob, payload, within(transaction), { startAfterSeconds }));
  const takeFile = createTakeFile({
    db,
    imports: deps.imports,
    configs,
    enqueue: deps.enqueueImport,
    maxBytes,
    reach: deps.reach,
  });
  const polling = { db, pool, connect, takeFile, now };
  const routes: RouteSet = (app) => {
    importConfigRoutes({ db, configs })(app);
    sourceRoutes({ db, sources, connect, enqueuePoll })(app);
    importScheduleRoutes({ db, schedules })(app);
    importFileRoutes({ ...deps, openSafely, maxBytes })(app);
    renameRoutes({ ...deps, enqueue: deps.enqueueImport })(app);
  };
  return {
    configs,
    sources,
    routes,
    poll: (sourceId: string, options: Parameters<typeof pollSource>[2]) =>
      pollSource(polling, sourceId, options),
    jobHandlers: (announce: Announce): [string, JobHandler][] => [
      ...sourceJobHandlers({ ...polling, enqueuePoll, announce }),
      ...scheduleJobHandlers({ db, enqueuePoll, now }),
    ],
  };
}
