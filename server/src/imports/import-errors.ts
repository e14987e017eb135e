import type { Kysely } from 'kysely';
import type { SupplierService } from '../catalog/index.ts';
import type { RouteSet } from '../platform/http/server.ts';
import type { ObjectStorage } from '../platform/storage/object-storage.ts';
import { createErrorsFiles } from './errors/errors-file.ts';
import { errorsFileRoutes } from './errors/errors-file.routes.ts';
import { importFixesRoutes } from './errors/import-fixes.routes.ts';
import { valueMappingRoutes } from './errors/value-mapping.routes.ts';
import { createValueMappingService } from './errors/value-mapping.service.ts';
import type { EnqueueImport, ImportDefaults, ImportService } from './jobs/import.service.ts';
import type { ImportsTables } from './tables.ts';

/** What was wrong in files and what mends it, wired: remedies, value mappings, rejected rows as a file. */
export function createImportErrors(deps: {
  db: Kysely<ImportsTables>;
  suppliers: SupplierService;
  imports: ImportService;
  storage: ObjectStorage;
  enqueueImport: EnqueueImport;
  defaults: () => Promise<ImportDefaults>;
}) {
  const { db, imports, storage } = deps;
  const defaultCurrency = async (): Promise<string> => (await deps.defaults()).defaultCurrency;
  const errorsFiles = createErrorsFiles({ db, storage });
  const mappings = createValueMappingService({
    db,
    suppliers: deps.suppliers,
    defaults: async () => {
      const { defaultCurrency: currency, defaultLocale: locale } = await deps.defaults();
      return { currency, locale };
    },
  });
  const routes: RouteSet = (app) => {
    valueMappingRoutes({ db, mappings })(app);
    importFixesRoutes({ db, imports, mappings, enqueue: deps.enqueueImport, defaultCurrency })(app);
    errorsFileRoutes({ imports, errorsFiles })(app);
  };
  return { routes, errorsFiles };
}
