import { definitionKinds, loadDefinitions, type LoadReport } from '../catalog/index.ts';
import type { System } from '../composition.ts';
import type { ImportReport } from '../imports/jobs/import-report.ts';
import { keepPictures } from '../media/keep-pictures.ts';
import { originOfProgram } from '../platform/origin.ts';
import { countCatalogue, type CatalogueCounts } from './catalogue.queries.ts';
import { DEFINITIONS_LOCALE, definitionRecords } from './definitions.ts';
import { pictures } from './pictures/addresses.ts';
import { drawPicture } from './pictures/draw-picture.ts';
import { supplierKeys, suppliers, type SupplierKey } from './suppliers.ts';
import { templates } from './templates.ts';

export interface DemoReport {
  readonly definitions: readonly LoadReport[];
  /** That were not there yet. */
  readonly pictures: number;
  readonly imports: readonly ImportReport[];
  /** The whole catalogue afterwards. */
  readonly catalogue: CatalogueCounts;
}

interface Steps {
  /** The ordinary import of a supplier's file. */
  readonly importFile: (supplier: SupplierKey) => Promise<ImportReport>;
  readonly onStep: (step: string) => void;
  readonly signal: AbortSignal;
}

/** Everything from definitions to best offers; what is there already stays as it is. */
export async function loadDemo(system: System, { importFile, onStep, signal }: Steps): Promise<DemoReport> {
  const { databases, definitions: services, storage } = system;
  onStep('definitions');
  const parts = { db: databases.catalog, definitions: services, defaultLocale: DEFINITIONS_LOCALE };
  const definitions: LoadReport[] = [];
  for (const kind of definitionKinds)
    if (kind in definitionRecords)
      definitions.push(
        await loadDefinitions(parts, kind, definitionRecords[kind as keyof typeof definitionRecords]),
      );
  onStep('suppliers');
  // All of them before the first file: the hash of a row holds who stands before its supplier.
  for (const key of supplierKeys) await openSupplier(system, key);
  onStep('pictures');
  const drawn = pictures.map(({ shape, color, address }) => ({
    address,
    content: drawPicture(shape, color),
  }));
  const kept = await keepPictures({ db: databases.media, storage, now: () => new Date() }, drawn);
  const imports: ImportReport[] = [];
  for (const key of supplierKeys) imports.push(await importFile(key));
  // Where a worker runs, it follows the imports by itself.
  onStep('pictures of products');
  await system.referenceFollower.catchUp(signal);
  onStep('best offers');
  await system.bestOffers.catchUp(signal);
  return { definitions, pictures: kept, imports, catalogue: await countCatalogue(databases.pools.catalog) };
}

/** A supplier or a template that is there already, perhaps changed by somebody, is left alone. */
async function openSupplier(system: System, key: SupplierKey): Promise<void> {
  const { name, answers } = suppliers[key];
  if (await system.suppliers.findKnown(name)) return;
  const templateId = await makeTemplate(system, key);
  await system.databases.catalog.transaction().execute((transaction) =>
    system.suppliers.create(transaction, {
      name,
      answers: { ...answers, template_id: templateId },
      origin: originOfProgram('demo'),
    }),
  );
  system.suppliers.forget();
}

async function makeTemplate(system: System, key: SupplierKey): Promise<string | null> {
  const template = templates[key];
  if (!template) return null;
  const present = (await system.templates.list()).find(({ name }) => name === template.name);
  if (present) return present.id;
  const made = await system.databases.imports
    .transaction()
    .execute((transaction) => system.templates.create(transaction, template));
  return made.id;
}
