import { readAnswer, sendOnce } from '../../api/read-answer';
import type { ColumnPolicy, ImportJob, TemplateColumn } from './import-types';
import { IGNORED } from './field-choice';
import { baseOf } from './use-fields';

/** A column of the file as it stands in the table. */
export interface ColumnLine {
  readonly key: string;
  /** How the API is told of it: its heading, or its number where another has the same. */
  readonly column: string;
  readonly header: string;
  readonly field: string;
  readonly policy: ColumnPolicy;
  readonly confidence: string | null;
}

export type ColumnChanges = Readonly<Record<string, Partial<Pick<ColumnLine, 'field' | 'policy'>>>>;

export function columnsOf({ mapping, ignoredColumns }: ImportJob): ColumnLine[] {
  const headers = [...mapping.map(({ header }) => header), ...ignoredColumns];
  const isUnique = (header: string): boolean => headers.filter((other) => other === header).length === 1;
  return [
    ...mapping.map(({ column, header, field, confidence, policy = 'set' as const }) => ({
      key: `${column} ${field}`,
      column: header && isUnique(header) ? header : String(column),
      header: header ?? String(column),
      field,
      policy,
      confidence,
    })),
    ...ignoredColumns.map((header, index) => ({
      key: `ignored ${index}`,
      column: header,
      header,
      field: IGNORED,
      policy: 'set' as const,
      confidence: null,
    })),
  ];
}

/** A changed field begins with the usual policy: the old one may not fit it. */
export const changed = (line: ColumnLine, changes: ColumnChanges): ColumnLine => {
  const change = changes[line.key] ?? {};
  const isOther = change.field !== undefined && baseOf(change.field) !== baseOf(line.field);
  return { ...line, ...(isOther ? { policy: 'set' as const } : {}), ...change };
};

/**
 * Plans the stored file again under other columns and gives up the plan before it: of two plans of one file, one
 * is applied.
 * @returns the id of the new job
 */
export async function readAgain(job: ImportJob, lines: readonly ColumnLine[]): Promise<string> {
  const [template, configId] = await Promise.all([templateColumnsOf(job), configOf(job)]);
  const read = lines.filter(({ field }) => field !== IGNORED);
  const { encoding, delimiter, sheet, recordPath } = job.file;
  const dialect = Object.entries({ encoding, delimiter, sheet, recordPath }).filter(([, value]) => value);
  const made = await sendOnce<ImportJob>('/api/v1/imports', {
    fileId: job.file.id,
    ...(configId ? { configId } : {}),
    ...(job.supplier ? { supplier: job.supplier.name, createSupplier: true } : { own: true }),
    ...(job.template ? { templateId: job.template.id } : {}),
    ...Object.fromEntries(dialect),
    mode: 'preview',
    mapping: read.map(({ field, column, policy }) => {
      const own = template.find(
        (other) =>
          other.field === field || (other.column === column && baseOf(other.field) === baseOf(field)),
      );
      const { policy: before, marker, ...kept } = own ?? {};
      // A value made of others has no column, though it is shown beside the first one.
      const place = own && own.column === undefined ? {} : { column };
      const emptied = policy === 'clear' && before === 'clear' && marker ? { marker } : {};
      return { ...kept, field, ...place, ...(policy === 'set' ? {} : { policy }), ...emptied };
    }),
  });
  // It may have ended meanwhile, and then nothing is left of it to be given up.
  await sendOnce(`/api/v1/imports/${job.id}/cancel`, {}).catch(() => undefined);
  return made.id;
}

/** What the template does with the cells beside naming their columns goes on being done. */
async function templateColumnsOf({ template }: ImportJob): Promise<readonly TemplateColumn[]> {
  if (!template) return [];
  const { items } = await readAnswer<{ items: { version: number; columns: TemplateColumn[] }[] }>(
    `/api/v1/mapping-templates/${template.id}/versions`,
  );
  return items.find(({ version }) => version === template.version)?.columns ?? [];
}

/** A fetched file is read as its source says: in its currency, with its guard. */
async function configOf({ sourceId }: ImportJob): Promise<string | null> {
  if (!sourceId) return null;
  return (await readAnswer<{ configId: string }>(`/api/v1/import-sources/${sourceId}`)).configId;
}
