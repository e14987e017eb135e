import type { ImportRequest } from './import.service.ts';
import type { ImportFileRow, ImportJobRow } from './import-job.queries.ts';
import { describePartial } from './partial-import.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import type { Detection } from '../reading/open-file.ts';

const noRows = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  review: 0,
  skipped: 0,
  notApplied: 0,
};

/** The job as programs see it; the shape is fixed by the contract of `GET /imports/{id}`. */
export function reportImport(job: ImportJobRow, file: ImportFileRow, defaultCurrency: string) {
  const detection = job.detection as unknown as Detection | null;
  const mapping = job.mapping as unknown as Mapping | null;
  const rows = job.rows ?? noRows;
  const durationMs = job.started_at
    ? (job.finished_at ?? new Date()).getTime() - job.started_at.getTime()
    : 0;
  const short = (field: string): string => shortFieldName(field, defaultCurrency);
  const asked = new Map(
    ((job.request as unknown as ImportRequest).columns ?? []).map((column) => [
      longFieldName(column.field, defaultCurrency),
      column.policy,
    ]),
  );
  /** Only what is not usual is told. */
  const policyOf = (field: string) => {
    const policy = asked.get(field) ?? 'set';
    return policy === 'set' ? {} : { policy };
  };
  return {
    id: job.id,
    operationId: job.plan_id,
    status: job.status,
    mode: job.mode,
    sourceId: job.source_id,
    retryOf: job.retry_of,
    supplier: job.supplier_id ? { id: job.supplier_id, name: job.supplier_name } : null,
    file: {
      id: file.id,
      name: file.name,
      sha256: file.sha256,
      bytes: Number(file.bytes),
      format: detection ? (detection.extraction?.format ?? 'csv') : null,
      compression: detection?.compression ?? null,
      // Of text alone: a workbook has none, and XML or JSON say or are fixed to theirs.
      encoding: detection && !detection.extraction ? detection.encoding : null,
      delimiter: detection?.delimiter || null,
      sheet: detection?.extraction?.sheet ?? null,
      recordPath: detection?.extraction?.recordPath ?? null,
      headerRow: detection?.headerRow ?? null,
    },
    template: templateOf(job),
    mapping: (mapping?.columns ?? []).map(({ column, header, field, confidence, priceIncludesTax }) => ({
      column,
      header,
      field: short(field.name),
      confidence,
      ...(priceIncludesTax === null ? {} : { taxIncluded: priceIncludesTax }),
      ...policyOf(field.name),
    })),
    ignoredColumns: mapping?.ignored ?? [],
    rows,
    products: job.products ?? { created: 0, updated: 0, unchanged: 0, archived: 0 },
    kept: job.kept ?? { locked: 0, ownedBySource: 0 },
    missing: job.missing ?? { count: 0, action: 'ignore' },
    fields: Object.fromEntries(
      Object.entries(job.fields ?? {}).map(([field, count]) => [short(field), count]),
    ),
    errors: job.errors ?? [],
    warnings: [...((job.warnings ?? []) as object[]), ...(mapping?.warnings ?? [])],
    guard: job.guard ?? [],
    failure: job.failure,
    partial: describePartial(job),
    progress: Math.round(job.progress * 1000) / 1000,
    createdAt: job.created_at.toISOString(),
    finishedAt: job.finished_at?.toISOString() ?? null,
    durationMs,
    rowsPerSecond: durationMs > 0 && rows['read'] ? Math.round((rows['read'] * 1000) / durationMs) : 0,
  };
}

const templateOf = (job: ImportJobRow): { id: string; name: string; version: number } | null => {
  const { template } = job.request as unknown as ImportRequest;
  return template ? { id: template.id, name: template.name, version: template.version } : null;
};

export type ImportReport = ReturnType<typeof reportImport>;

/** `price.sale:EUR` is `price.sale` where EUR is the currency of the installation. */
export function shortFieldName(field: string, defaultCurrency: string): string {
  return field.replace(`:${defaultCurrency}`, '');
}

/** The field's full name: `price` is `price.sale` in the currency of the installation. */
export function longFieldName(field: string, defaultCurrency: string): string {
  if (!/^(price(\.\w+)?|cost)$/.test(field)) return field;
  return `${field === 'price' ? 'price.sale' : field}:${defaultCurrency}`;
}
