/** What this page reads of the API's answers; the whole shapes are in `/openapi.json`. */
export interface ImportJob {
  readonly id: string;
  readonly operationId: string | null;
  readonly status: string;
  readonly supplier: { readonly id: string; readonly name: string } | null;
  readonly sourceId: string | null;
  readonly file: {
    readonly id: string;
    readonly name: string;
    readonly encoding: string | null;
    readonly delimiter: string | null;
    readonly headerRow: number | null;
    readonly sheet: string | null;
    readonly recordPath: string | null;
  };
  readonly template: { readonly id: string; readonly name: string; readonly version: number } | null;
  readonly mapping: readonly MappedColumn[];
  readonly ignoredColumns: readonly string[];
  readonly rows: Readonly<Record<string, number>> | null;
  readonly fields: Readonly<Record<string, number>>;
  readonly errors: readonly ErrorGroup[];
  readonly warnings: readonly { readonly code: string; readonly count: number }[];
  readonly guard: readonly {
    readonly code: string;
    readonly message: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly progress: number;
  readonly createdAt: string;
  readonly durationMs: number;
}

export interface MappedColumn {
  readonly column: number;
  readonly header: string | null;
  readonly field: string;
  readonly confidence: string;
  /** Absent: the usual one, `set`. */
  readonly policy?: ColumnPolicy;
}

export type ColumnPolicy = 'set' | 'setIfEmpty' | 'merge' | 'clear';

/** A column as the API is told of it, by a template or for one file. */
export interface TemplateColumn {
  readonly field: string;
  readonly column?: string;
  readonly policy?: ColumnPolicy;
  readonly marker?: string;
  readonly separator?: string;
  readonly transformations?: readonly { readonly kind: string }[];
}

export interface ErrorGroup {
  readonly cause: string;
  readonly count: number;
  readonly example: {
    readonly line: number;
    readonly header: string | null;
    readonly value: string | null;
  };
}

export interface PlannedRow {
  readonly line: number;
  readonly kind: string;
  readonly sku: string | null;
  readonly reason: string | null;
  readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[];
}

export interface PlanPage {
  readonly planId: string;
  readonly items: readonly PlannedRow[];
  readonly nextCursor: string | null;
}

/** States in which a job waits for nobody but the workers. */
const running = new Set(['queued', 'detecting', 'staging', 'planning', 'applying', 'undoing', 'waiting']);

export const isRunning = (job: ImportJob): boolean => running.has(job.status);

/** States in which a person says what becomes of the plan. */
export const awaitsDecision = (job: ImportJob): boolean =>
  ['planned', 'awaiting_confirmation', 'held_by_guard'].includes(job.status);

/** Rows whose codes mean no one product, of a plan or of an import that applied the others. */
export const hasRowsToDecide = (job: ImportJob): boolean =>
  (job.rows?.['review'] ?? 0) > 0 && (awaitsDecision(job) || job.status.startsWith('completed'));
