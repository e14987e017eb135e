import { reasonOf, type Language } from '../errors/error-texts.ts';
import { shortFieldName } from '../jobs/import-report.ts';
import type { FileFindings } from './file-findings.ts';
import type { FirstLookRow, LookedAtFile } from './first-look.queries.ts';

interface Reader {
  readonly language: Language;
  readonly currency: string;
}

/** A look as programs see it; the findings of a file are there as soon as it is read. */
export function showLook(look: FirstLookRow, files: readonly LookedAtFile[], reader: Reader) {
  return {
    id: look.id,
    status: look.status,
    progress: Math.round(look.progress * 1000) / 1000,
    failure: look.failure,
    files: files.map((file) => ({
      position: file.position,
      fileId: file.file_id,
      name: file.name,
      bytes: Number(file.bytes),
      supplier: file.supplier_name,
      importId: file.import_id,
      failure: file.failure,
      findings: file.findings && showFindings(file.findings, reader),
    })),
    comparison: look.result,
    createdAt: look.created_at.toISOString(),
    finishedAt: look.finished_at?.toISOString() ?? null,
  };
}

function showFindings(findings: FileFindings, { language, currency }: Reader) {
  return {
    ...findings,
    columns: findings.columns.map(({ field, ...column }) => ({
      ...column,
      field: field && shortFieldName(field, currency),
    })),
    errors: findings.errors.map(({ field, ...group }) => ({
      ...group,
      field: field && shortFieldName(field, currency),
      message: reasonOf({ cause: group.cause, params: {}, suggestion: group.example.suggestion }, language),
    })),
    gtins: {
      ...findings.gtins,
      examples: findings.gtins.examples.map((example) => ({
        ...example,
        message: reasonOf({ ...example, params: {} }, language),
      })),
    },
  };
}
