import type { Schemas } from '../../api/client';

export type ImportJob = Schemas['ImportJob'];
export type PlannedRow = Schemas['PlannedRow'];
export type ColumnPolicy = Schemas['Field']['policies'][number];
/** A column as the API is told of it, by a template or for one file. */
export type TemplateColumn = Schemas['MappingTemplate']['columns'][number];

/** States in which a job waits for nobody but the workers. */
const running = new Set(['queued', 'detecting', 'staging', 'planning', 'applying', 'undoing', 'waiting']);

export const isRunning = (job: ImportJob): boolean => running.has(job.status);

/** States in which a person says what becomes of the plan. */
export const awaitsDecision = (job: ImportJob): boolean =>
  ['planned', 'awaiting_confirmation', 'held_by_guard'].includes(job.status);

/** Rows whose codes mean no one product, of a plan or of an import that applied the others. */
export const hasRowsToDecide = (job: ImportJob): boolean =>
  (job.rows?.['review'] ?? 0) > 0 && (awaitsDecision(job) || job.status.startsWith('completed'));
