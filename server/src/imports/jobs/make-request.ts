import type { Kysely } from 'kysely';
import type { KnownSupplier } from '../../catalog/index.ts';
import { listLearnt } from '../mapping/learnt-columns.queries.ts';
import type { GivenDialect } from '../reading/detection.ts';
import type { ImportsTables } from '../tables.ts';
import { checkColumns, pairsOf } from '../templates/template-columns.ts';
import type { TemplateService, UsedTemplate } from '../templates/template.service.ts';
import type { CreateImport, ImportDefaults, ImportRequest } from './import.service.ts';

/** What of an import says how its file is read. */
type ReadingOfImport = Pick<
  CreateImport,
  | 'file'
  | 'map'
  | 'columns'
  | 'template'
  | 'encoding'
  | 'delimiter'
  | 'sheet'
  | 'recordPath'
  | 'force'
  | 'guard'
  | 'missingAction'
  | 'currency'
> & { readonly supplier: KnownSupplier | null };

/** What is kept with a job: what was said of this file, else by its template, else by its supplier and the settings. */
export async function makeRequest(
  deps: { templates: TemplateService; defaults: () => Promise<ImportDefaults> },
  transaction: Kysely<ImportsTables>,
  input: ReadingOfImport,
): Promise<ImportRequest> {
  const { supplier } = input;
  const defaults = await deps.defaults();
  const template = await templateFor(deps.templates, input, supplier?.template_id ?? null);
  if (input.columns) checkColumns(input.columns);
  const columns = input.columns ?? template?.columns ?? [];
  const learnt = template || input.columns ? [] : await listLearnt(transaction, supplier?.id ?? null);
  return {
    own: supplier === null,
    map: withGiven(pairsOf(columns), input.map),
    ...(columns.length > 0 ? { columns } : {}),
    ...(input.columns ? { exact: true as const } : {}),
    ...(template ? { template: { id: template.id, name: template.name, version: template.version } } : {}),
    ...dialectOf(input),
    ...(input.force ? { force: true as const } : {}),
    ...(input.guard && Object.keys(input.guard).length > 0 ? { guard: input.guard } : {}),
    ...(input.missingAction ? { missingAction: input.missingAction } : {}),
    currency: input.currency ?? supplier?.currency ?? defaults.defaultCurrency,
    pricesIncludeTax: supplier?.prices_include_tax ?? defaults.pricesIncludeTax,
    ...(supplier?.price_meaning ? { priceMeaning: supplier.price_meaning } : {}),
    ...(supplier?.locale && supplier.locale !== defaults.defaultLocale ? { locale: supplier.locale } : {}),
    ...(learnt.length > 0 ? { learnt } : {}),
  };
}

/** The one that was asked for, else the supplier's usual one, unless columns were named for this file. */
async function templateFor(
  templates: TemplateService,
  { template: wanted, map, columns }: Pick<ReadingOfImport, 'template' | 'map' | 'columns'>,
  usual: string | null,
): Promise<UsedTemplate | undefined> {
  if (wanted) return 'id' in wanted ? templates.use(wanted.id) : templates.useByName(wanted.name);
  if (usual === null || map.length > 0 || columns) return undefined;
  // One that was deleted since asks for nothing: the columns are guessed and shown.
  return templates.useIfPresent(usual);
}

/** How it is said to be read: with the import, else with the file. */
function dialectOf({ file, encoding, delimiter, sheet, recordPath }: ReadingOfImport): GivenDialect {
  const said = { encoding, delimiter, sheet, recordPath };
  const named = Object.entries(said).filter(([, value]) => value !== undefined && value !== '');
  return { ...('id' in file ? file.dialect : {}), ...Object.fromEntries(named) };
}

/** What is said for this one file stands before what the template says. */
const withGiven = (
  template: ImportRequest['map'],
  given: ImportRequest['map'],
): { field: string; column: string }[] => [
  ...template.filter(({ field }) => given.every((own) => own.field !== field)),
  ...given,
];
