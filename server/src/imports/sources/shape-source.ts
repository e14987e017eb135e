import type { SourceFileRow, SourceRow } from './source.queries.ts';

/** All that is ever shown of a source. */
export const shapeSource = (row: SourceRow) => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  configId: row.config_id,
  settings: row.settings,
  secretSet: row.secret_sealed !== null,
  state: row.state,
  expectedHours: row.expected_hours,
  lastPolledAt: row.last_polled_at?.toISOString() ?? null,
  lastFileAt: row.last_file_at?.toISOString() ?? null,
  lastError: row.last_error,
  failureCount: row.failure_count,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export const shapeSourceFile = (row: SourceFileRow) => ({
  id: row.id,
  name: row.remote_name,
  bytes: Number(row.bytes),
  modifiedAt: row.modified_at?.toISOString() ?? null,
  sha256: row.sha256,
  outcome: row.outcome,
  importId: row.import_id,
  takenAt: row.taken_at.toISOString(),
});
